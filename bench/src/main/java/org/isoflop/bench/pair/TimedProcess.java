package org.isoflop.bench.pair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that ran from start to end.
 *
 * @param seconds of wall time, the start of the process included
 * @param peakMegabytes the most memory it held, read from {@code /proc} while it ran; NaN where there is none
 * @param output what it printed
 */
record TimedProcess(double seconds, double peakMegabytes, String output) {
    private static final long LOOK_EVERY_MILLIS = 10;

    /** Runs a command to its end. */
    static TimedProcess run(List<String> command, Path folder) {
        try {
            Path printed = Files.createTempFile("isoflop-pair", ".out");
            Path said = Files.createTempFile("isoflop-pair", ".err");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(printed.toFile())
                    .redirectError(said.toFile());
            long begun = System.nanoTime();
            Process process = builder.start();
            double peak = Double.NaN;
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(Double.isNaN(peak) ? 0 : peak, peakSoFar(process.pid()));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            String output = Files.readString(printed);
            String errors = Files.readString(said);
            Files.delete(printed);
            Files.delete(said);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + errors);
            }
            return new TimedProcess(seconds, peak > 0 ? peak : Double.NaN, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The high-water mark of resident memory; 0 if it cannot be read. */
    private static double peakSoFar(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0; // it has just ended, or this is no Linux
        }
    }
}
