package org.isoflop.bench.nist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.bench.Project;

/** What MINPACK makes of the same problems: {@code nist_minpack.py}, where Python and SciPy are there. */
final class Minpack {
    /**
     * Matching digits of the parameters.
     *
     * @param asItComes with SciPy's own settings
     * @param atBest with exact derivatives and the tightest tolerances
     */
    record Digits(double asItComes, double atBest) {
        /** Stands for what was not tried. */
        static final Digits ALL = new Digits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private Minpack() {}

    /** For each set and start; empty if the script cannot run here or the folder has another format. */
    static Map<String, Digits> digits(Project project, Path folder) {
        var digits = new HashMap<String, Digits>();
        if (!Files.exists(folder.resolve("certified.csv"))) {
            return digits;
        }
        Path script = project.root().resolve("bench/src/main/python/nist_minpack.py");
        try {
            Process process = new ProcessBuilder("python3", script.toString(), folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var lines = process.inputReader()) {
                lines.lines()
                        .skip(1)
                        .map(line -> List.of(line.split(",", -1)))
                        .forEach(cells -> digits.put(
                                key(cells.get(0), cells.get(1)),
                                new Digits(Double.parseDouble(cells.get(2)), Double.parseDouble(cells.get(4)))));
            }
        } catch (IOException e) {
            System.err.println("MINPACK is left out: " + e.getMessage());
        }
        return digits;
    }

    static String key(Object set, Object start) {
        return set + " " + start;
    }
}
