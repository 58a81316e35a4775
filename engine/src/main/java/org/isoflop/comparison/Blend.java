package org.isoflop.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Function;
import org.isoflop.law.Law;
import org.isoflop.law.Model;

/**
 * Several laws that speak together, each with a share: {@code log L = sum of w_k log L_k} where residuals are
 * logarithms, else {@code L = sum of w_k L_k}. With the shares and all parameters in place it is a law itself, without
 * free parameters, and has its best N and D, its crossings and its inverse as any other.
 *
 * <p>A draw is one of the laws with parameters of a resample: law k in a share {@code w_k} of the draws. What the laws
 * do not agree in is then in the spread of the draws, beside what the runs do not tell of their parameters (a mixture, as
 * in Bayesian model averaging).
 *
 * @param voices the laws as estimated
 * @param shares of the laws, brought to a sum of one; not to be written to
 */
public record Blend(List<Voice> voices, double[] shares) {
    /** What a blend is called among laws. */
    public static final String ID = "auto";

    /** Multiples of the golden ratio, modulo 1, fill the unit interval evenly from the first draw on. */
    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

    /** Shares are given in any proportion. */
    public Blend {
        double sum = Arrays.stream(shares).sum();
        voices = List.copyOf(voices);
        shares = Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    /** The law that they are together. */
    public Model model(boolean logarithmic) {
        var columns = new LinkedHashSet<String>();
        voices.forEach(voice -> columns.addAll(voice.model().variables()));
        List<String> variables = List.copyOf(columns);
        Expr sum = Expr.num(0);
        for (int k = 0; k < shares.length; k++) {
            Expr body = stated(voices.get(k), variables);
            Expr said = logarithmic ? Expr.call(Function.LOG, body) : body;
            sum = Expr.sum(sum, Expr.multiply(Expr.num(shares[k]), said));
        }
        Model first = voices.getFirst().model();
        Expr body = logarithmic ? Expr.call(Function.EXP, sum) : sum;
        String response =
                first.law().formula().response().map(left -> left + " = ").orElse("");
        var formula = new Formula(
                response + body, response + body, first.law().formula().response(), body, List.of());
        var law = new Law(ID, formula, List.of(), first.law().variables());
        return new Model(law, first.response(), first.observed(), body, variables, List.of(), Map.of());
    }

    /** A law with its numbers in place of its parameters, over the columns of all. */
    private static Expr stated(Voice voice, List<String> variables) {
        return stated(voice.model().body(), voice.theta(), variables);
    }

    private static Expr stated(Expr tree, double[] theta, List<String> variables) {
        return switch (tree) {
            case Expr.Parameter(var index, var _) -> Expr.num(theta[index]);
            case Expr.Variable(var _, var name) -> new Expr.Variable(variables.indexOf(name), name);
            default -> tree.mapChildren(part -> stated(part, theta, variables));
        };
    }

    /** For each of so many draws the number of the law that speaks in it. */
    int[] speakers(int draws) {
        return IntStream.range(0, draws)
                .map(k -> speaker((GOLDEN * (k + 1)) % 1))
                .toArray();
    }

    private int speaker(double at) {
        double sum = 0;
        for (int k = 0; k < shares.length - 1; k++) {
            sum += shares[k];
            if (at < sum) {
                return k;
            }
        }
        return shares.length - 1;
    }

    /**
     * A recipe for which they speak, from resamples of each by itself.
     *
     * @param drawn for each law its resampled parameters; where one has none, nothing is known of the spread of all
     * @param count how many draws are wanted
     */
    public Contender contender(
            String name, boolean logarithmic, List<List<double[]>> drawn, int count, int rows, Span span) {
        var draws = new ArrayList<Voice>();
        int[] used = new int[shares.length];
        for (int speaker : speakers(drawn.stream().anyMatch(List::isEmpty) ? 0 : count)) {
            List<double[]> own = drawn.get(speaker);
            draws.add(new Voice(voices.get(speaker).model(), own.get(used[speaker]++ % own.size())));
        }
        return new Contender(name, model(logarithmic), new double[0], draws, rows, span);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "blend of " + voices;
    }
}
