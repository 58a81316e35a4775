package org.isoflop.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.isoflop.uncertainty.Interval;

/**
 * What the uncertainty of one parameter of a law does to a decision.
 *
 * @param parameter its name
 * @param interval where the draws put it
 * @param sizeKnown the share of the variance of log N over the draws that would go if it were known: the square of its
 *     correlation with log N, which is that share where both are normal
 * @param lossKnown the same for the loss
 * @param low N when it alone stands at the lower end of its interval
 * @param high N when it alone stands at the upper end. Parameters that hang together move N far alone, and little together
 */
public record Sensitivity(
        String parameter, Interval interval, double sizeKnown, double lossKnown, double low, double high) {

    /**
     * For every parameter, the one that moves N most first; empty without draws.
     *
     * @param names of the parameters, in the order of the planner's theta
     * @param budget FLOPs at which N is decided
     */
    public static List<Sensitivity> of(Planner planner, List<String> names, double budget) {
        List<double[]> thetas = planner.draws().theta();
        if (thetas.isEmpty()) {
            return List.of();
        }
        List<Optimum> optima = planner.allocation().all(budget, thetas);
        double[] sizes =
                optima.stream().mapToDouble(o -> Math.log(o.parameters())).toArray();
        double[] losses = optima.stream().mapToDouble(Optimum::loss).toArray();
        var all = new ArrayList<Sensitivity>();
        for (int j = 0; j < names.size(); j++) {
            double[] values = column(thetas, j);
            Interval interval = Interval.ofSample(column(thetas, j, t -> t), planner.level());
            all.add(new Sensitivity(
                    names.get(j),
                    interval,
                    square(correlation(values, sizes)),
                    square(correlation(values, losses)),
                    alone(planner, budget, j, interval.low()),
                    alone(planner, budget, j, interval.high())));
        }
        all.sort(Comparator.comparingDouble(s -> -s.sizeKnown));
        return all;
    }

    /** Parameters of one sign as logarithms: weights spread over factors. */
    private static double[] column(List<double[]> thetas, int j) {
        boolean positive = thetas.stream().allMatch(theta -> theta[j] > 0);
        return column(thetas, j, positive ? Math::log : t -> t);
    }

    private static double[] column(List<double[]> thetas, int j, ToDoubleFunction<Double> scale) {
        return thetas.stream()
                .mapToDouble(theta -> scale.applyAsDouble(theta[j]))
                .toArray();
    }

    private static double alone(Planner planner, double budget, int j, double value) {
        double[] moved = planner.theta().clone();
        moved[j] = value;
        return planner.allocation().best(budget, moved).map(Optimum::parameters).orElse(Double.NaN);
    }

    private static double square(double x) {
        return x * x;
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        int n = 0;
        for (int k = 0; k < x.length; k++) {
            if (Double.isFinite(x[k]) && Double.isFinite(y[k])) {
                meanX += x[k];
                meanY += y[k];
                n++;
            }
        }
        meanX /= n;
        meanY /= n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int k = 0; k < x.length; k++) {
            if (Double.isFinite(x[k]) && Double.isFinite(y[k])) {
                xx += (x[k] - meanX) * (x[k] - meanX);
                yy += (y[k] - meanY) * (y[k] - meanY);
                xy += (x[k] - meanX) * (y[k] - meanY);
            }
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }
}
