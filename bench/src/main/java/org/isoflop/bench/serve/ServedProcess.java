package org.isoflop.bench.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code isoflop serve} as a process of its own, on a free port and a folder that is thrown away. */
final class ServedProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+?)/");

    private final Process process;
    private final Path data;
    private final String url;
    private final double startMillis;

    private ServedProcess(Process process, Path data, String url, double startMillis) {
        this.process = process;
        this.data = data;
        this.url = url;
        this.startMillis = startMillis;
    }

    /** Starts it and waits until it listens. */
    static ServedProcess start(Path root) {
        try {
            Path data = Files.createTempDirectory("isoflop-serve");
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(
                            List.of("./isoflop", "serve", "--port", "0", "--data", data.toString()))
                    .directory(root.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var said = process.errorReader();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    double millis = (System.nanoTime() - begun) / 1e6;
                    Thread.ofVirtual().start(() -> said.lines().forEach(System.err::println));
                    return new ServedProcess(process, data, listening.group(1), millis);
                }
                System.err.println(line);
            }
            throw new IllegalStateException("the server did not start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url;
    }

    /** From the call until it listens. */
    double startMillis() {
        return startMillis;
    }

    /** What it holds of the memory of the machine, in MB; NaN where the system does not tell. */
    double megabytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (var files = Files.walk(data)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
