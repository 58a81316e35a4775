package org.isoflop.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Goes through the usual commands once, so that the JVM can keep the classes they need in its ahead-of-time cache; the
 * launcher calls it after a build. What they answer goes nowhere.
 *
 * <p>Nothing here may be so large that the vector module is loaded: a JVM that has loaded a module while it ran writes
 * no cache.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Rehearses with a table of runs.
     *
     * @param args the file of the table; then {@code fit} to rehearse that command alone
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("isoflop");
        Path fit = folder.resolve("runs.fit.json");
        String runs = args[0];
        try {
            run("fit", runs, "--save", fit.toString());
            run("fit", runs, "--json");
            if (args.length == 1) {
                run("--version");
                run("predict", fit.toString(), "N=70B", "D=1.4T");
                run("predict", fit.toString(), "N=70B", "D=1.4T", "--json");
                run("laws");
                run("laws", "--json");
            }
        } finally {
            Files.deleteIfExists(fit);
            Files.deleteIfExists(folder);
        }
    }

    private static void run(String... args) {
        var nowhere = new PrintWriter(Writer.nullWriter());
        int code = Isoflop.run(nowhere, nowhere, args);
        if (code != Isoflop.DONE) {
            throw new IllegalStateException("isoflop " + String.join(" ", args) + " ended with " + code);
        }
    }
}
