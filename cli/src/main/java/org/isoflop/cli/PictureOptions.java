package org.isoflop.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.draw.Png;
import org.isoflop.charts.draw.Size;
import org.isoflop.charts.draw.Svg;
import org.isoflop.charts.draw.Theme;
import org.isoflop.charts.draw.VegaLite;
import org.isoflop.data.FitJson;
import org.isoflop.data.OutputFile;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** A chart in a file: which, how large, for which ground. */
@Command(optionListHeading = "%nThe picture:%n")
final class PictureOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the chart: .svg, .png or .json (Vega-Lite).")
    private @Nullable Path output;

    @Option(
            names = "--size",
            paramLabel = "WxH",
            description = "Pixels; texts grow with it (default: 840x525, more for many panels).")
    private @Nullable String size;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            defaultValue = "light",
            description = "light or dark (default: ${DEFAULT-VALUE}).")
    private String theme = "light";

    @Option(
            names = "--scale",
            paramLabel = "K",
            defaultValue = "2",
            description = "PNG pixels for each pixel of --size (default: ${DEFAULT-VALUE}).")
    private double scale = 2;

    @Option(names = "--force", description = "Overwrite files that are there.")
    private boolean force;

    /** What a file of this ending holds. */
    private enum Kind {
        SVG,
        PNG,
        JSON
    }

    /** What of the call can be wrong. */
    void check() {
        theme();
        asked();
        if (output != null) {
            kind(output);
        }
        if (!(scale >= 0.25 && scale <= 8)) {
            throw new InputException("--scale lies between 0.25 and 8, not at " + Magnitude.exact(scale), "");
        }
    }

    /** Whether the file can be written; before there is anything to be lost. */
    void checkWritable() {
        if (output != null) {
            OutputFile.checkWritable(output, force);
        }
    }

    boolean force() {
        return force;
    }

    /** The file that is wanted, if one is. */
    Optional<Path> file() {
        return Optional.ofNullable(output);
    }

    private Theme theme() {
        return Call.choice(
                "--theme", new Theme[] {Theme.LIGHT, Theme.DARK}, t -> t.name().toLowerCase(Locale.ROOT), theme);
    }

    private Optional<Size> asked() {
        return Optional.ofNullable(size).map(Size::parse);
    }

    private Size size(Chart chart) {
        return asked().orElseGet(() -> Size.of(chart));
    }

    private static Kind kind(Path output) {
        String name = output.toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "svg" -> Kind.SVG;
            case "png" -> Kind.PNG;
            case "json" -> Kind.JSON;
            default ->
                throw new InputException(
                        "-o %s: no chart is written to a file of that name".formatted(name),
                        "End it in .svg, .png or .json.");
        };
    }

    /** The chart as Vega-Lite. */
    ObjectNode specification(Chart chart) {
        return VegaLite.of(chart, size(chart), theme());
    }

    /** Writes the chart, if a file is wanted. */
    void write(Chart chart) {
        Path file = output;
        if (file == null) {
            return;
        }
        switch (kind(file)) {
            case SVG -> OutputFile.write(file, out -> out.write(Svg.of(chart, size(chart), theme())));
            case PNG -> OutputFile.writeBytes(file, Png.of(chart, size(chart), theme(), scale));
            case JSON -> OutputFile.write(file, out -> out.write(FitJson.text(specification(chart))));
        }
    }

    /** An answer in text, with where its picture is. */
    String under(String text) {
        return file().map(path -> text + new Page(Style.ofTerminal()).blank().fact("picture", path.toString()))
                .orElse(text);
    }
}
