package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.fit.Fit;
import org.isoflop.fit.FitException;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;
import org.isoflop.runs.Magnitude;

/**
 * Whether the answer that the fit is made for stays when one run is left out, one budget is, or the objective is another:
 * for a law in N and D the best N at the target or at the largest compute of the runs, else the prediction for the
 * dearest run. A run is left out by one step of Newton's method (its influence), and the most influential ones by a new
 * fit.
 */
final class Stability implements Rule {
    private static final double MOVES_SIZE = 1.2;
    private static final double SHAKES_SIZE = 1.6;
    private static final double MOVES_PREDICTION = 1.01;
    private static final double SHAKES_PREDICTION = 1.03;

    private static final int REFITTED = 8;

    private static final int MOST_BUDGETS = 20;

    private static final List<String> OBJECTIVES = List.of("huber-log:1e-3", "squared-log", "student-log:4");

    @Override
    public List<String> codes() {
        return List.of("one-run-decides", "one-budget-decides", "objective-decides");
    }

    /** The answer, what it is called, and how far it may move. */
    private record Answer(String name, ToDoubleFunction<double[]> value, double moves, double shakes) {
        Severity severity(double factor) {
            return factor > shakes ? Severity.GRAVE : Severity.CAUTION;
        }
    }

    @Override
    public List<Objection> look(Case of) {
        return of.fitted().map(f -> look(f, answer(of, f))).orElse(List.of());
    }

    private static Answer answer(Case of, Case.Fitted fitted) {
        Model model = fitted.fit().model();
        if (Allocation.suits(model)) {
            double largest = Arrays.stream(Case.compute(fitted.sample().runs()).orElseThrow())
                    .max()
                    .orElseThrow();
            double flops = of.target().getOrDefault("C", largest);
            var allocation = Allocation.of(model);
            if (allocation.parameters(flops, fitted.fit().theta()).isPresent()) {
                return new Answer(
                        "the best N at %s FLOP".formatted(Say.value("C", flops)),
                        theta -> allocation.parameters(flops, theta).orElse(Double.NaN),
                        MOVES_SIZE,
                        SHAKES_SIZE);
            }
        }
        double[][] columns = fitted.sample().columns();
        double[] response = fitted.sample().response();
        int best = IntStream.range(0, response.length)
                .reduce((a, b) -> response[b] < response[a] ? b : a)
                .orElseThrow();
        double[] row = Arrays.stream(columns).mapToDouble(c -> c[best]).toArray();
        for (int j = 0; j < row.length; j++) {
            row[j] = of.target().getOrDefault(model.variables().get(j), row[j]);
        }
        return new Answer(
                "the prediction " + (of.target().isEmpty() ? "for the best run" : "at the target"),
                theta -> model.predict(row, theta),
                MOVES_PREDICTION,
                SHAKES_PREDICTION);
    }

    private static List<Objection> look(Case.Fitted fitted, Answer answer) {
        var found = new ArrayList<Objection>();
        double now = answer.value().applyAsDouble(fitted.fit().theta());
        if (!(now > 0)) {
            return found;
        }
        run(fitted, answer, now).ifPresent(found::add);
        budget(fitted, answer, now).ifPresent(found::add);
        objective(fitted, answer, now).ifPresent(found::add);
        return found;
    }

    private static double factor(double then, double now) {
        return then > 0 ? Math.max(then / now, now / then) : Double.POSITIVE_INFINITY;
    }

    private static Optional<Objection> run(Case.Fitted fitted, Answer answer, double now) {
        var sandwich = fitted.search().sandwich(fitted.unitOf());
        double[] leverages = sandwich.leverages();
        double[] residuals = fitted.fit().residuals();
        int units = fitted.units();
        double[] pull = new double[units];
        for (int i = 0; i < residuals.length; i++) {
            pull[fitted.unitOf()[i]] += Math.abs(residuals[i]) * Math.sqrt(leverages[i]) + 1e-12 * leverages[i];
        }
        int[] candidates = IntStream.range(0, units)
                .boxed()
                .sorted((a, b) -> Double.compare(pull[b], pull[a]))
                .limit(REFITTED)
                .mapToInt(i -> i)
                .toArray();
        Search.Refitter refitter = fitted.search().refitter();
        double worst = 1;
        int unit = -1;
        double then = now;
        for (int candidate : candidates) {
            int[] counts = Arrays.stream(fitted.unitOf())
                    .map(u -> u == candidate ? 0 : 1)
                    .toArray();
            double value = answer.value().applyAsDouble(refitter.refit(counts));
            if (factor(value, now) > worst) {
                worst = factor(value, now);
                unit = candidate;
                then = value;
            }
        }
        if (worst < answer.moves()) {
            return Optional.empty();
        }
        int decisive = unit;
        int row = IntStream.range(0, residuals.length)
                .filter(i -> fitted.unitOf()[i] == decisive)
                .findFirst()
                .orElseThrow();
        return Optional.of(new Objection(
                "one-run-decides",
                answer.severity(worst),
                "without %s %s is %s instead of %s"
                        .formatted(Say.place(fitted.sample().runs(), row), answer.name(), say(then), say(now)),
                "Look at that run, and add others near it."));
    }

    private static Optional<Objection> budget(Case.Fitted fitted, Answer answer, double now) {
        List<int[]> budgets = Budgets.of(fitted.sample().runs());
        Search.Refitter refitter = fitted.search().refitter();
        double worst = 1;
        double then = now;
        int row = -1;
        for (int[] budget : budgets.subList(0, Math.min(MOST_BUDGETS, budgets.size()))) {
            int[] counts = new int[fitted.fit().rows()];
            Arrays.fill(counts, 1);
            for (int i : budget) {
                counts[i] = 0;
            }
            if (Arrays.stream(counts).sum() <= fitted.fit().theta().length + 1) {
                continue;
            }
            double value = answer.value().applyAsDouble(refitter.refit(counts));
            if (factor(value, now) > worst) {
                worst = factor(value, now);
                then = value;
                row = budget[0];
            }
        }
        if (worst < answer.moves() * answer.moves()) {
            return Optional.empty();
        }
        double c = Case.compute(fitted.sample().runs()).orElseThrow()[row];
        return Optional.of(new Objection(
                "one-budget-decides",
                answer.severity(worst / answer.moves()),
                "without the runs at %s FLOP %s is %s instead of %s"
                        .formatted(Say.value("C", c), answer.name(), say(then), say(now)),
                "The budgets disagree: look at that slice, and add one beyond it."));
    }

    private static Optional<Objection> objective(Case.Fitted fitted, Answer answer, double now) {
        Fit fit = fitted.fit();
        double worst = 1;
        double then = now;
        String other = "";
        for (String text : OBJECTIVES) {
            Objective objective = Objective.parse(text);
            if (objective.equals(fit.objective())
                    || Arrays.stream(fitted.sample().response()).anyMatch(y -> y <= 0)) {
                continue;
            }
            double value = refitted(fitted, objective, answer);
            if (factor(value, now) > worst && !Double.isNaN(value)) {
                worst = factor(value, now);
                then = value;
                other = objective.toString();
            }
        }
        return worst < answer.moves() * answer.moves()
                ? Optional.empty()
                : Optional.of(new Objection(
                        "objective-decides",
                        answer.severity(worst / answer.moves()),
                        "with --objective %s %s is %s instead of %s"
                                .formatted(other, answer.name(), say(then), say(now)),
                        "Outliers or the wrong shape pull differently: look at the residuals before choosing."));
    }

    /** NaN where that objective cannot be fitted: then it does not tell anything apart. */
    private static double refitted(Case.Fitted fitted, Objective objective, Answer answer) {
        try {
            Fit again =
                    fitted.fitter().with(objective).starts(8).fit(fitted.fit().model(), fitted.sample());
            return answer.value().applyAsDouble(again.theta());
        } catch (FitException e) {
            return Double.NaN;
        }
    }

    private static String say(double value) {
        return value >= 1e3 ? Magnitude.count(value) : Magnitude.digits(value, 4);
    }
}
