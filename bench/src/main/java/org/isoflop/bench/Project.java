package org.isoflop.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things lie: the project's folder, and the data and scripts that are kept beside it.
 *
 * @param root the folder with the {@code isoflop} launcher
 */
public record Project(Path root) {

    /** The project that this program was built in, wherever it was called from. */
    public static Project find() {
        for (Path folder = home(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("isoflop")) && Files.isDirectory(folder.resolve("bench"))) {
                return new Project(folder);
            }
        }
        throw new IllegalStateException("the benchmarks run inside the project that they were built in");
    }

    private static Path home() {
        try {
            return Path.of(Project.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath()
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file or folder of the data beside the project; it may be missing. */
    public Path data(String name) {
        return beside().resolve("data").resolve(name);
    }

    /** A script to be compared with; it may be missing. */
    public Path peer(String name) {
        return beside().resolve("peers").resolve(name);
    }

    private Path beside() {
        return root.resolveSibling("shared");
    }

    /** Where commands leave what they found. */
    public Path results(boolean quick) {
        return root.resolve("bench/target").resolve(quick ? "results-quick" : "results");
    }
}
