package org.isoflop.cli;

import org.isoflop.runs.Magnitude;
import org.isoflop.server.Limits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much one client may ask of the server. */
@Command(optionListHeading = "%nLimits:%n")
final class ServeLimits {
    private static final Limits USUAL = Limits.usual();

    @Option(names = "--max-upload", paramLabel = "BYTES", description = "Of a file (default: 32MB).")
    private @Nullable String upload;

    @Option(names = "--max-rows", paramLabel = "K", description = "Of a table (default: 200,000).")
    private int rows = USUAL.rows();

    @Option(names = "--max-columns", paramLabel = "K", description = "Of a table (default: 2,000).")
    private int columns = USUAL.columns();

    @Option(names = "--max-formula", paramLabel = "K", description = "Characters of a formula (default: 4,000).")
    private int formula = USUAL.formulaLength();

    @Option(names = "--max-resamples", paramLabel = "K", description = "Of one question (default: 20,000).")
    private int resamples = USUAL.resamples();

    @Option(names = "--max-seconds", paramLabel = "K", description = "For one question (default: 120).")
    private int seconds = USUAL.seconds();

    @Option(
            names = "--at-once",
            paramLabel = "K",
            description = "Questions worked on at the same time; some more wait (default: one per processor).")
    private int atOnce = USUAL.atOnce();

    Limits limits() {
        Call.requireAtLeast("--max-rows", 1, rows);
        Call.requireAtLeast("--max-columns", 1, columns);
        Call.requireAtLeast("--max-formula", 1, formula);
        Call.requireAtLeast("--max-resamples", 0, resamples);
        Call.requireAtLeast("--max-seconds", 1, seconds);
        Call.requireAtLeast("--at-once", 1, atOnce);
        long bytes = upload == null
                ? USUAL.uploadBytes()
                : (long) Call.requirePositive(
                        "--max-upload",
                        Magnitude.parse(upload.replaceFirst("(?i)b$", "")).orElse(Double.NaN));
        return new Limits(
                bytes,
                Math.max(USUAL.projectBytes(), 8 * bytes),
                rows,
                columns,
                formula,
                resamples,
                seconds,
                atOnce,
                16 * atOnce);
    }
}
