package org.isoflop.data;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.isoflop.runs.Magnitude;

/** A stream that takes so many bytes and no more. */
final class CappedStream extends FilterOutputStream {
    private final long most;
    private long written;

    CappedStream(OutputStream out, long most) {
        super(out);
        this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
    }

    private void count(int more) throws IOException {
        written += more;
        if (written > most) {
            throw new IOException("it would be larger than " + Magnitude.count((double) most) + " bytes");
        }
    }
}
