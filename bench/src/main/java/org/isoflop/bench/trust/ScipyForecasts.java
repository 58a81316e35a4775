package org.isoflop.bench.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isoflop.bench.Folders;
import org.isoflop.bench.Project;
import org.isoflop.runs.Runs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What SciPy forecasts for the same rows, with the method of the script that is kept beside the project. */
final class ScipyForecasts {
    private static final String SCRIPT = "scipy_forecasts.py";

    private ScipyForecasts() {}

    /** Runs to fit and runs to predict. */
    record Split(Runs fitted, Runs held) {}

    /**
     * The forecasts for each split; empty if there is no Python with SciPy or no script. They are kept, and not made
     * again for the same rows: it takes minutes.
     */
    static List<List<Score.Forecast>> of(Project project, List<Split> splits, boolean quick) {
        Path method = project.peer("scipy_chinchilla.py");
        if (!Files.exists(method)) {
            return List.of();
        }
        String starts = quick ? "100" : "450";
        String resamples = quick ? "200" : "1000";
        String text = text(splits);
        Path kept = Folders.make(project.results(quick))
                .resolve("scipy-%08x.json".formatted((text + starts + resamples).hashCode()));
        try {
            if (Files.exists(kept)) {
                return read(Files.readString(kept));
            }
            Path folder = Files.createTempDirectory("isoflop-trust");
            Path script = folder.resolve(SCRIPT);
            try (InputStream source =
                    Objects.requireNonNull(ScipyForecasts.class.getResourceAsStream(SCRIPT), SCRIPT)) {
                Files.copy(source, script);
            }
            Path table = folder.resolve("splits.csv");
            Files.writeString(table, text);
            Path peers = Objects.requireNonNull(method.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(
                            "python3", script.toString(), peers.toString(), table.toString(), starts, resamples)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean done = process.waitFor() == 0;
            Files.delete(table);
            Files.delete(script);
            Files.delete(folder);
            if (!done) {
                return List.of();
            }
            Files.writeString(kept, answer);
            return read(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(List<Split> splits) {
        var text = new StringBuilder("N,D,loss,part,held\n");
        for (int k = 0; k < splits.size(); k++) {
            append(text, splits.get(k).fitted(), k, 0);
            append(text, splits.get(k).held(), k, 1);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Runs runs, int part, int held) {
        for (int i = 0; i < runs.size(); i++) {
            text.append("%s,%s,%s,%d,%d\n"
                    .formatted(runs.numbers("N")[i], runs.numbers("D")[i], runs.numbers("loss")[i], part, held));
        }
    }

    private static List<List<Score.Forecast>> read(String answer) {
        var splits = new ArrayList<List<Score.Forecast>>();
        for (JsonNode split : JsonMapper.builder().build().readTree(answer)) {
            var forecasts = new ArrayList<Score.Forecast>();
            for (JsonNode row : split) {
                forecasts.add(new Score.Forecast(
                        row.get(0).asDouble(), row.get(1).asDouble(), row.get(2).asDouble()));
            }
            splits.add(forecasts);
        }
        return splits;
    }
}
