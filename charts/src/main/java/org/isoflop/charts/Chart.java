package org.isoflop.charts;

import java.util.List;
import java.util.stream.Stream;

/**
 * A chart.
 *
 * @param kind a short name for programs, such as {@code isoflop}
 * @param title what is to be seen, as a sentence that says the finding
 * @param subtitle what was drawn, of which data
 * @param description the finding with its numbers, for who cannot see the chart
 * @param rows panels in rows from above, each row from the left; rows may differ in length
 */
public record Chart(String kind, String title, String subtitle, String description, List<List<Panel>> rows) {
    public Chart {
        rows = rows.stream().map(List::copyOf).toList();
        if (rows.isEmpty() || rows.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a chart has at least one panel, and no empty row");
        }
    }

    /** A chart of one panel. */
    public static Chart of(String kind, String title, String subtitle, String description, Panel panel) {
        return new Chart(kind, title, subtitle, description, List.of(List.of(panel)));
    }

    /** All panels, row by row. */
    public Stream<Panel> panels() {
        return rows.stream().flatMap(List::stream);
    }

    /** All layers of all panels. */
    public Stream<Layer> layers() {
        return panels().flatMap(panel -> panel.layers().stream());
    }

    /** The layers of the legend, one for each label, in the order in which they are drawn. */
    public List<Layer> legend() {
        var labels = new java.util.HashSet<String>();
        return layers().filter(layer -> !layer.look().label().isEmpty())
                .filter(layer -> labels.add(layer.look().label()))
                .toList();
    }

    @Override
    public String toString() {
        return kind + ": " + title;
    }
}
