package org.isoflop.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code isoflop serve} on a port that is free.
 *
 * @param url of the page, with a slash at its end
 */
record Serving(Process process, String url) implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

    /** @param data the folder of its projects */
    static Serving start(Path data) {
        try {
            Process process = Command.of(data, List.of("serve", "--port", "0", "--data", data.toString()))
                    .start();
            return new Serving(process, url(process.errorReader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String url(BufferedReader said) throws IOException {
        var all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                String url = listening.group(1);
                return url.endsWith("/") ? url : url + "/";
            }
            all.append(line).append('\n');
        }
        throw new IllegalStateException("the server did not start:\n" + all);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
