package org.isoflop.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Span;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * Two recipes whose truth is known.
 *
 * @param text what is special about it
 * @param truth the law that runs follow
 * @param fitted the law that is fitted to them
 * @param first the parameters of the one recipe
 * @param second the parameters of the other
 * @param grid where both have runs
 * @param path along which they are compared
 * @param target the scale that is asked for
 * @param common the share of the variance of the noise that runs of a cell have in common
 * @param seed of the first table
 */
record Scenario(
        String text,
        String truth,
        String fitted,
        double[] first,
        double[] second,
        String grid,
        Path path,
        double target,
        double common,
        long seed) {
    private static final double NOISE = 0.003;

    private static final String POWER = "loss = a*C^(-b)";

    private static final String ADDITIVE = "loss = E + A/N^alpha + B/D^beta";

    private static final String JOINT = "loss = E + (A/N^alpha + B/D^beta)^gamma";

    private static final String COMPUTE = "C=1e18..1e21*20";

    private static final String SIZES = "N=5e7..1e9*6, D=1e9..3e10*5";

    private static final double[] BASE = {1.8172, 482, 0.3478, 2085, 0.3658};

    /** A better floor, paid for with more of both shortages: worse in small runs, better in large ones. */
    private static final double[] LATE = {1.77, 520, 0.3478, 2300, 0.3658};

    /** The same with the crossing some twenty times beyond the runs. */
    private static final double[] LATER = {1.77, 562, 0.3478, 2550, 0.3658};

    private static final double[] JOINT_BASE = {1.22, 3355, 0.408, 18186, 0.431, 0.452};

    private static final double[] JOINT_LATE = {1.18, 3750, 0.408, 20900, 0.431, 0.452};

    /** All of them. */
    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "power laws, crossing among the runs",
                        POWER,
                        POWER,
                        new double[] {22.0, 0.048},
                        new double[] {28.2, 0.0533},
                        COMPUTE,
                        new Path.Along("C"),
                        1e22,
                        0,
                        1000),
                new Scenario(
                        "crossing among the runs",
                        ADDITIVE,
                        ADDITIVE,
                        BASE,
                        LATE,
                        SIZES,
                        new Path.Optimal(),
                        1e22,
                        0,
                        2000),
                new Scenario(
                        "the same, 80 % of the noise in common",
                        ADDITIVE, ADDITIVE, BASE, LATE, SIZES, new Path.Optimal(), 1e22, 0.8, 3000),
                new Scenario(
                        "crossing beyond the runs",
                        ADDITIVE,
                        ADDITIVE,
                        BASE,
                        LATER,
                        SIZES,
                        new Path.Optimal(),
                        1e23,
                        0.8,
                        4000),
                new Scenario(
                        "wrong law: the truth joins the shortages",
                        JOINT,
                        ADDITIVE,
                        JOINT_BASE,
                        JOINT_LATE,
                        SIZES,
                        new Path.Optimal(),
                        1e22,
                        0.8,
                        5000));
    }

    /** The law that is fitted, with bounds that keep it a law of shortages. */
    Law law() {
        return Law.parse(
                fitted.equals(POWER)
                        ? fitted
                        : fitted + " where { E > 0; A > 0; B > 0; alpha in (0.05, 1);" + " beta in (0.05, 1) }");
    }

    /** A table of both recipes. */
    Runs draw(int table) {
        Runs places = Grid.parse(grid).runs();
        var random = new SplittableRandom(seed + table);
        int n = places.size();
        double[] shared =
                IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
        double[] loss = new double[2 * n];
        var names = new ArrayList<String>();
        List<Contender> recipes = exact();
        for (int i = 0; i < loss.length; i++) {
            Contender recipe = recipes.get(i / n);
            int row = i % n;
            double[] values = recipe.model().variables().stream()
                    .mapToDouble(name -> places.numbers(name)[row])
                    .toArray();
            double noise = NOISE * (Math.sqrt(common) * shared[row] + Math.sqrt(1 - common) * random.nextGaussian());
            loss[i] = recipe.model().predict(values, recipe.theta()) * Math.exp(noise);
            names.add(recipe.name());
        }
        var columns = new ArrayList<Column>();
        columns.add(Column.Labels.of("recipe", names));
        for (String name : places.numberNames()) {
            columns.add(new Column.Numbers(
                    name,
                    IntStream.range(0, 2 * n)
                            .mapToDouble(i -> places.numbers(name)[i % n])
                            .toArray()));
        }
        columns.add(new Column.Numbers("loss", loss));
        return Runs.of(columns, Origin.of("simulated"));
    }

    /** The recipes as they are. */
    List<Contender> exact() {
        Model model = Model.of(Law.parse(truth), java.util.Set.of("N", "D", "C", "loss"));
        return List.of(
                Contender.of("first", model, first, List.of(), 1, new Span(1e18, 1e20)),
                Contender.of("second", model, second, List.of(), 1, new Span(1e18, 1e20)));
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
        return text;
    }
}
