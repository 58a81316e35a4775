package org.isoflop.design;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.runs.Magnitude;

/**
 * The question which runs to make next.
 *
 * @param laws what is known of the law, or of two laws whose difference at the target decides between them
 * @param target what is to be known better
 * @param candidates the runs that could be made; nothing else is ever proposed
 * @param limits what may be spent
 */
public record Design(List<Knowledge> laws, Target target, List<Candidate> candidates, Limits limits) {
    /** Budgets of the curve, as shares of the one that is asked for. */
    private static final double[] CURVE = {0.125, 0.25, 0.5, 1, 2, 4};

    /**
     * Runs that together narrow the spread by less than this share are left out: each run takes somebody's time, and a
     * budget need not be spent.
     */
    private static final double SPARED = 0.01;

    /** Nor do they give away more than this share of what all runs together bring. */
    private static final double SPARED_OF_GAIN = 0.05;

    /** Runs beyond the number of parameters. */
    private static final int SPARE = 4;

    public Design {
        laws = target instanceof Target.Parameters
                // The parameters of a law that is not right mean nothing: there is no drift to be minded.
                ? laws.stream().map(law -> law.with(Misfit.NONE)).toList()
                : List.copyOf(laws);
        candidates = List.copyOf(candidates);
        if (laws.isEmpty() || laws.size() > 2) {
            throw new IllegalArgumentException("a design is for one law or for two, not for " + laws.size());
        }
    }

    /**
     * The best design that is found, without the runs that hardly matter.
     *
     * @throws InputException if no candidate can be afforded, or the target is not defined at the estimates
     */
    public Proposal propose() {
        List<Candidate> affordable = affordable(limits);
        if (affordable.isEmpty()) {
            double cheapest =
                    candidates.stream().mapToDouble(Candidate::flops).min().orElse(Double.NaN);
            throw new InputException(
                    candidates.isEmpty()
                            ? "there is no run to choose from"
                            : "the budget of %s FLOP does not pay for any of the %,d runs to choose from: the cheapest costs %s"
                                    .formatted(
                                            Magnitude.digits(limits.flops(), 3),
                                            candidates.size(),
                                            Magnitude.digits(cheapest, 3)),
                    "Allow smaller sizes or fewer tokens, or a larger budget.");
        }
        Board board = board(affordable);
        double before = board.value();
        new Laying(board, limits).lay();
        double bound = Bound.of(board, limits);
        var appraisal = new Appraisal(laws, target, affordable);
        new Laying(board, limits).thin(spared(before, board.value()), fewest());
        int[] counts = board.counts();
        return new Proposal(
                marginals(appraisal, affordable, counts),
                appraisal.of(new int[counts.length]),
                appraisal.of(counts),
                share(bound, board.value()),
                appraisal.floor());
    }

    /** The target at the estimates, on the scale of its spread: of two laws the first less the second. */
    public double value() {
        double value = 0;
        for (int l = 0; l < laws.size(); l++) {
            Knowledge law = laws.get(l);
            double own = new Functional(law.model(), law.logarithmic(), target).value(law.estimate());
            value += l == 0 ? own : -own;
        }
        return value;
    }

    private List<Candidate> affordable(Limits limits) {
        return candidates.stream().filter(c -> c.flops() <= limits.flops()).toList();
    }

    private Board board(List<Candidate> affordable) {
        return Board.of(
                Perspective.all(laws, target, affordable),
                affordable,
                Appraisal.information(laws, affordable),
                target instanceof Target.Parameters,
                limits.flops());
    }

    /**
     * How far the criterion may rise where runs are left out.
     *
     * @param before without any further run
     * @param value with all of them
     */
    private double spared(double before, double value) {
        double share = target instanceof Target.Parameters
                ? 2 * parameters() * Math.log1p(SPARED)
                : value * (2 * SPARED + SPARED * SPARED);
        return value + Math.min(share, SPARED_OF_GAIN * (before - value));
    }

    /** So many runs are needed beside those that are there for a fit to show whether its law is right. */
    private int fewest() {
        int there = laws.stream().mapToInt(law -> law.runs().size()).sum();
        return Math.max(1, parameters() + laws.size() * SPARE - there);
    }

    private int parameters() {
        return laws.stream().mapToInt(law -> law.estimate().length).sum();
    }

    /** Whether the criterion is convex, as a bound needs: the error that a misfit makes is not. */
    private boolean isConvex() {
        return laws.stream().allMatch(law -> law.misfit().steps() == 0);
    }

    private double share(double bound, double value) {
        if (!isConvex()) {
            return Double.NaN;
        }
        if (target instanceof Target.Parameters) {
            return Math.exp((bound - value) / (2 * parameters()));
        }
        return Math.sqrt(Math.max(0, bound / value));
    }

    /** The proposed runs in the order in which each tells most per FLOP beside those before it. */
    private static List<Marginal> marginals(Appraisal appraisal, List<Candidate> candidates, int[] counts) {
        List<Integer> rest = new ArrayList<>(IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .boxed()
                .toList());
        int[] laid = new int[counts.length];
        Spread now = appraisal.of(laid);
        var marginals = new ArrayList<Marginal>();
        while (!rest.isEmpty()) {
            Marginal best = null;
            int chosen = rest.getFirst();
            for (int c : rest) {
                laid[c] = counts[c];
                var marginal = new Marginal(candidates.get(c), counts[c], now, appraisal.of(laid));
                laid[c] = 0;
                if (best == null || marginal.perFlop() > best.perFlop()) {
                    best = marginal;
                    chosen = c;
                }
            }
            laid[chosen] = counts[chosen];
            rest.remove(Integer.valueOf(chosen));
            if (best != null) {
                marginals.add(best);
                now = best.after();
            }
        }
        return marginals;
    }

    /** What an eighth to four times the budget would bring, with as many times the runs. */
    public Curve curve() {
        var steps = new ArrayList<Curve.Step>();
        for (double factor : CURVE) {
            Limits other = limits.times(factor);
            List<Candidate> affordable = affordable(other);
            if (!affordable.isEmpty()) {
                Board board = board(affordable);
                new Laying(board, other).lay();
                steps.add(new Curve.Step(other.flops(), new Appraisal(laws, target, affordable).of(board.counts())));
            }
        }
        return new Curve(steps);
    }
}
