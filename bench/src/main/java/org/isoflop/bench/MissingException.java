package org.isoflop.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** A measurement needs a file that is not there, such as one of the data beside the project. */
public final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private MissingException(String message) {
        super(message);
    }

    /** Refuses to go on without a file or folder. */
    public static void unlessThere(String command, Path path) {
        if (!Files.exists(path)) {
            throw new MissingException("%s needs %s, which is not there".formatted(command, path.normalize()));
        }
    }
}
