package org.isoflop.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.charts.gallery.FitChart;

/** One of every chart, for what must hold of all of them. */
public final class SampleCharts {
    private SampleCharts() {}

    private static final List<Chart> ALL = made();

    /** Made once for all tests. */
    public static List<Chart> all() {
        return ALL;
    }

    /** The chart of that kind, made anew. */
    public static Chart again(String kind) {
        return made().stream()
                .filter(chart -> chart.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<Chart> made() {
        Evidence evidence = Examples.fitted();
        var charts = new ArrayList<Chart>();
        for (FitChart kind : FitChart.values()) {
            charts.add(kind.of(evidence, OptionalDouble.of(1e24)));
        }
        return charts;
    }
}
