package org.isoflop.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written to. After a failure it takes what comes and drops it, so
 * that a command whose reader has left ends as it would have.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream stream;
    private @Nullable IOException failure;

    StandardOutput(OutputStream stream) {
        this.stream = stream;
    }

    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failure != null) {
            return;
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Why the answer did not get through; null if it did, and if nobody wanted to read on, as {@code head} does. */
    @Nullable
    String complaint() {
        String reason = failure == null ? "" : String.valueOf(failure.getMessage());
        boolean readerHasLeft = reason.toLowerCase(Locale.ROOT).contains("pipe");
        return failure == null || readerHasLeft ? null : reason;
    }
}
