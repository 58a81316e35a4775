package org.isoflop.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that commands write, with the folders that they need. */
public final class Folders {
    private Folders() {}

    /** A folder, made if it is not there. */
    public static Path make(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a text in place of what was there. */
    public static void write(Path file, String text) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                make(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
