package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.formula.Lanes;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Random laws as text, with index sets, conditions, ties and bounds: their objective compiled, uncompiled and by hand. */
class CompiledLawsTest {
    /** More than one block of rows, and no whole number of lanes. */
    private static final int ROWS = 301;

    private static final List<String> PARTS = List.of(
            "A/N^alpha",
            "B/D^beta",
            "sum(i, t[i]*h[i])",
            "exp(sum(i, t[i]*h[i]))",
            "1/sum(i, c[i]*(h[i] + 0.1)^g[i])",
            "if(N < 1e9, k*log(D/N)^2, q)",
            "if(h.web > 0.3 and D > 1e10, A/N^alpha, B/D^beta)",
            "max(k, q*h.code)",
            "q*tanh(k*h.web)",
            "k*softplus(h.code - q)",
            "m*sigmoid(log(N/D))");

    private static final List<String> PENALTIES =
            List.of("huber-log:1e-3", "huber-log:0.3", "squared", "squared-log", "quantile:0.3", "asymmetric:0.2");

    private static Runs table(SplittableRandom random) {
        return Runs.of(
                List.of(
                        column("N", random, 1e8, 1e10),
                        column("D", random, 1e9, 1e12),
                        column("h.web", random, 0.05, 1),
                        column("h.code", random, 0.05, 1),
                        column("h.math", random, 0.05, 1),
                        column("loss", random, 2, 4)),
                Origin.of("random"));
    }

    private static Column column(String name, SplittableRandom random, double low, double high) {
        return new Column.Numbers(
                name,
                random.doubles(ROWS).map(u -> low * Math.pow(high / low, u)).toArray());
    }

    private static String law(SplittableRandom random) {
        var parts = new ArrayList<String>();
        parts.add("E");
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
            parts.add(PARTS.get(random.nextInt(PARTS.size())));
        }
        String where = random.nextBoolean() ? " where { E = 0.5 + s; s in (0.1, 2) }" : "";
        return "loss = " + String.join(" + ", parts) + where;
    }

    @Test
    void compiledUncompiledAndByHandAreTheSame() {
        Assumptions.assumeTrue(Lanes.available(), "no vector module on this machine");
        var random = new SplittableRandom(12);
        Runs runs = table(random);
        for (int k = 0; k < 60; k++) {
            String text = law(random);
            var objective = Objective.parse(PENALTIES.get(random.nextInt(PENALTIES.size())));
            var model = Model.of(Law.parse(text), runs.numberNames());
            var problem = new Problem(model, objective, Sample.of(model, runs));
            double[] theta = random.doubles(model.parameters().size(), 0.1, 1).toArray();
            double[] before = sums(problem, theta);
            problem.compile();
            assertThat(sums(problem, theta)).as(text).isEqualTo(before);
            double byHand = IntStream.range(0, ROWS)
                    .mapToDouble(i -> cost(problem, theta, i))
                    .sum();
            // Hundreds of numbers of one sign; each residual is right to the rounding of its two parts.
            assertThat(before[0]).as(text).isCloseTo(byHand, within(1e-11 * Math.abs(byHand)));
        }
    }

    private static double[] sums(Problem problem, double[] theta) {
        var workspace = problem.workspace();
        var equations = workspace.equations();
        workspace.evaluate(theta, problem.width(), problem.rows(), equations);
        return equations.sums.clone();
    }

    private static double cost(Problem problem, double[] theta, int i) {
        double[] row = IntStream.range(0, problem.sample.columns().length)
                .mapToDouble(c -> problem.sample.columns()[c][i])
                .toArray();
        double r = problem.objective.residual(
                problem.model.predict(row, theta), problem.sample.response()[i]);
        double h = problem.width();
        double huber = Math.abs(r) <= h ? 0.5 * r * r : h * (Math.abs(r) - 0.5 * h);
        return switch (problem.objective.penalty()) {
            case Penalty.Squared _ -> r * r;
            case Penalty.Huber _ -> huber;
            case Penalty.Quantile(var q) -> (r < 0 ? q : 1 - q) * huber / h;
            case Penalty.Asymmetric(var q, var _) -> 2 * (r < 0 ? q : 1 - q) * huber;
            case Penalty.FreeScale _ -> throw new IllegalStateException("not among those tried here");
        };
    }
}
