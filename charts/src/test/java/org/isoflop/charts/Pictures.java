package org.isoflop.charts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.charts.draw.Png;
import org.isoflop.charts.draw.Size;
import org.isoflop.charts.draw.Svg;
import org.isoflop.charts.draw.Theme;
import org.isoflop.charts.draw.VegaLite;

/** Writes the charts of the tests as files, to be looked at: {@code Pictures FOLDER [KIND...]}. */
public final class Pictures {
    private Pictures() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        List<String> kinds = List.of(args).subList(1, args.length);
        for (Chart chart : SampleCharts.all()) {
            if (!kinds.isEmpty() && !kinds.contains(chart.kind())) {
                continue;
            }
            System.out.println(chart.kind() + ": " + chart.title() + "\n    " + chart.description());
            for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
                String name = chart.kind() + "-" + theme.name().toLowerCase(java.util.Locale.ROOT);
                Files.writeString(folder.resolve(name + ".svg"), Svg.of(chart, Size.of(chart), theme));
                Files.write(folder.resolve(name + ".png"), Png.of(chart, Size.of(chart), theme, 1));
                Files.writeString(
                        folder.resolve(name + ".vl.json"),
                        VegaLite.of(chart, Size.of(chart), theme).toPrettyString());
            }
            Files.write(folder.resolve(chart.kind() + "-small.png"), Png.of(chart, new Size(420, 300), Theme.LIGHT, 1));
            Files.write(
                    folder.resolve(chart.kind() + "-slide.png"), Png.of(chart, new Size(1600, 900), Theme.LIGHT, 1));
        }
    }
}
