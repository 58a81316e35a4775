package org.isoflop.bench.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.fit.Penalty;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Function;
import org.isoflop.formula.Summation;
import org.isoflop.law.Law;
import org.isoflop.law.Model;

/**
 * What the innermost loop of a fit computes: the sum over rows of Huber(1e-3) of log residuals and its derivative by
 * every parameter, for one law over a simulated table.
 *
 * @param model the law
 * @param theta a point near the optimum; a last element holds the penalty's width
 * @param columns the variables, then the response, then the weights of rows
 * @param terms objective, then gradient
 * @param weight the variable that holds the weights
 */
record Workload(Model model, double[] theta, double[][] columns, List<Summation.Term> terms, Expr.Variable weight) {
    static final double DELTA = 1e-3;

    /** The laws that are measured, from the smallest to the largest. */
    static final List<String> LAWS = List.of("power law", "chinchilla", "kaplan", "parscale", "mixture");

    /** As many domains as the Pile has in its usual cut. */
    private static final int DOMAINS = 17;

    private static final double NOISE = 0.01;

    static Workload of(String law, int rows) {
        return switch (law) {
            case "power law" -> of("loss = E + A/C^alpha", rows, 1.7, 50, 0.12);
            case "chinchilla" -> of("loss = E + A/N^alpha + B/D^beta", rows, 1.82, 478, 0.347, 2143, 0.367);
            case "kaplan" ->
                of("loss = E + ((N_c/N)^(alpha_N/alpha_D) + D_c/D)^alpha_D", rows, 0.3, 8.8e13, 0.076, 0.095, 5.4e13);
            case "parscale" -> of("loss = E + (A/(N*(k*log(P) + 1)))^alpha", rows, 0.69, 1.13e7, 0.39, 0.19);
            case "mixture" -> {
                double[] theta = new double[2 + DOMAINS];
                Arrays.setAll(theta, j -> j == 0 ? 1.5 : j == 1 ? 1 : -0.1 * j);
                yield of("loss = E + k*exp(sum(i, t[i]*h[i]))", rows, theta);
            }
            default -> throw new IllegalArgumentException("no law is called " + law + "; there are " + LAWS);
        };
    }

    private static Workload of(String formula, int rows, double... truth) {
        var names = new java.util.LinkedHashSet<>(Set.of("N", "D", "C", "P", "loss"));
        IntStream.range(0, DOMAINS).forEach(i -> names.add("h.domain" + i));
        var model = Model.of(Law.parse(formula), names);
        double[][] columns = simulated(model, rows, truth);
        var observed = new Expr.Variable(columns.length - 2, "observed");
        var weight = new Expr.Variable(columns.length - 1, "weight");
        double[] theta = Arrays.copyOf(truth, truth.length + 1);
        theta[truth.length] = DELTA;
        return new Workload(model, theta, columns, terms(model, observed, weight), weight);
    }

    private static double[][] simulated(Model model, int rows, double[] theta) {
        var random = new SplittableRandom(1);
        int variables = model.variables().size();
        double[][] columns = new double[variables + 2][rows];
        double[] row = new double[variables];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < variables; j++) {
                row[j] = value(model.variables().get(j), random);
                columns[j][i] = row[j];
            }
            columns[variables][i] = model.predict(row, theta) * Math.exp(NOISE * random.nextGaussian());
            columns[variables + 1][i] = 1;
        }
        return columns;
    }

    private static double value(String column, SplittableRandom random) {
        double u = random.nextDouble();
        return switch (column) {
            case "N" -> 5e7 * Math.pow(200, u);
            case "D" -> 1e9 * Math.pow(300, u);
            case "C" -> 1e18 * Math.pow(1e4, u);
            case "P" -> 1 << random.nextInt(4);
            default -> u / DOMAINS;
        };
    }

    private static List<Summation.Term> terms(Model model, Expr observed, Expr weight) {
        Expr residual = Expr.subtract(Expr.call(Function.LOG, model.body()), Expr.call(Function.LOG, observed));
        var penalty = new Penalty.Huber(DELTA);
        int parameters = model.parameters().size();
        Expr width = new Expr.Parameter(parameters, "width");
        Expr psi = Expr.multiply(weight, Expr.multiply(penalty.weight(residual, width), residual));
        var terms = new ArrayList<Summation.Term>();
        terms.add(new Summation.Term(weight, penalty.loss(residual, width)));
        for (int j = 0; j < parameters; j++) {
            Expr parameter = new Expr.Parameter(j, model.parameters().get(j).name());
            terms.add(new Summation.Term(psi, Derivative.of(residual, parameter)));
        }
        return terms;
    }

    int rows() {
        return columns[0].length;
    }

    Summation summation() {
        boolean[] positive = new boolean[columns.length];
        for (int c = 0; c < columns.length; c++) {
            positive[c] = Arrays.stream(columns[c]).allMatch(v -> v > 0);
        }
        return Summation.of(terms, weight, positive);
    }
}
