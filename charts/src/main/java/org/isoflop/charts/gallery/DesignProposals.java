package org.isoflop.charts.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Format;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;

/** The runs that are proposed next, on the surface of the law. */
public final class DesignProposals {
    public static final String KIND = "design";

    private DesignProposals() {}

    /**
     * The chart.
     *
     * @param parameters of the proposed runs, the most telling first
     * @param tokens of the proposed runs
     * @param gain how much smaller the interval at the target becomes with all of them, as a share; NaN if not known
     * @throws org.isoflop.InputException if the law is not one in N and D alone
     */
    public static Chart of(Evidence evidence, double[] parameters, double[] tokens, double gain, OptionalDouble target) {
        IsoFlops.requireSplit(evidence);
        Course course = Course.of(evidence);
        LossSurface.Ground ground = LossSurface.ground(evidence, course, course.target(target));
        var layers = new ArrayList<>(ground.layers());
        evidence.sample().ifPresent(_ -> layers.add(LossSurface.runs(evidence)));
        List<String> names = IntStream.rangeClosed(1, parameters.length).mapToObj(i -> "proposal " + i).toList();
        layers.add(new Layer.Points(parameters, tokens, names, Look.points(Ink.VERMILLION).opacity(1).times(1.5).shape(Look.Shape.DIAMOND).labelled("proposed")));
        layers.add(new Layer.Texts(
                parameters,
                tokens,
                IntStream.rangeClosed(1, parameters.length).mapToObj(String::valueOf).toList(),
                Layer.Anchor.BEHIND,
                Look.of(Ink.VERMILLION)));
        layers.addAll(ground.names());
        double cost = IntStream.range(0, parameters.length).mapToDouble(i -> Evidence.FLOPS * parameters[i] * tokens[i]).sum();
        String runs = parameters.length == 1 ? "One more run" : parameters.length + " more runs";
        String title = Double.isNaN(gain)
                ? "%s for %s FLOP teach most about the target".formatted(runs, Format.POWER.text(cost, 2))
                : "%s for %s FLOP make the interval %s narrower".formatted(runs, Format.POWER.text(cost, 2), Format.PERCENT.text(gain, 2));
        return Chart.of(
                KIND,
                title,
                evidence.fitted() + "; lines of equal loss",
                "%s. The first has %s parameters and %s tokens."
                        .formatted(title, Format.COUNT.text(parameters[0]), Format.COUNT.text(tokens[0])),
                new Panel(ground.x(), ground.y(), layers));
    }
}
