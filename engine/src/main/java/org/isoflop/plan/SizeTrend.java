package org.isoflop.plan;

import java.util.List;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Estimate;

/**
 * How the best size grows with compute, without a law of the loss: a power law through the best sizes of some budgets.
 *
 * @param points the best sizes, cheapest budget first
 * @param open budgets whose best size is not inside those that were run
 * @param line N over C through the points
 * @param draws the same for resamples; each holds {@link PowerLine#level} and {@link PowerLine#exponent}
 */
public record SizeTrend(List<Point> points, List<Double> open, PowerLine line, Draws draws) {

    /**
     * The best size at a budget.
     *
     * @param flops the budget
     * @param runs that tell it
     * @param parameters N
     * @param loss there
     */
    public record Point(double flops, int runs, double parameters, double loss) {}

    public SizeTrend {
        points = List.copyOf(points);
        open = List.copyOf(open);
    }

    static PowerLine line(List<Point> points) {
        return PowerLine.through(
                points.stream().mapToDouble(p -> Math.log(p.flops)).toArray(),
                points.stream().mapToDouble(p -> Math.log(p.parameters)).toArray());
    }

    /** N at a budget, with its interval. */
    public Estimate parameters(double flops, double level) {
        return Estimate.of(
                line.at(flops),
                draws.theta().stream()
                        .mapToDouble(t -> new PowerLine(t[0], t[1]).at(flops))
                        .toArray(),
                level);
    }

    /** How N grows with compute. */
    public Estimate exponent(double level) {
        return Estimate.of(
                line.exponent(), draws.theta().stream().mapToDouble(t -> t[1]).toArray(), level);
    }
}
