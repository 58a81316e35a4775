package org.isoflop.server;

import java.nio.file.Path;
import org.isoflop.data.WorkingFolder;

/**
 * How much one client may ask of the server.
 *
 * @param uploadBytes the largest file, in bytes
 * @param projectBytes all files of a project together
 * @param rows the longest table
 * @param columns the widest table
 * @param formulaLength the longest text of an option or argument, in characters; formulas are such texts
 * @param resamples the most resamples, starts or simulated tables of a question
 * @param seconds how long a question may take, waiting included
 * @param atOnce how many questions are worked on at the same time
 * @param waiting how many more may wait for their turn
 */
public record Limits(
        long uploadBytes,
        long projectBytes,
        int rows,
        int columns,
        int formulaLength,
        int resamples,
        int seconds,
        int atOnce,
        int waiting) {

    /** More cells than this are half a gigabyte by the time they are numbers in several places. */
    private static final long MOST_CELLS = 20_000_000;

    /** A folder that work is bound to, within these limits. */
    public WorkingFolder bound(Path folder) {
        return new WorkingFolder(folder, new WorkingFolder.Bounds(uploadBytes, rows, columns, MOST_CELLS));
    }

    /** What suits one person, or a small group, on one machine. */
    public static Limits usual() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Limits(32 << 20, 256 << 20, 200_000, 2_000, 4_000, 20_000, 120, processors, 16 * processors);
    }
}
