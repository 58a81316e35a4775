package org.isoflop.server.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.isoflop.server.Problem;

/** The body of a request: of a type that is taken, not too large, and not too slow. */
final class Body {
    /** For all of it, however large; who sends a byte now and then does not keep a connection for ever. */
    private static final long SECONDS = 60;

    private static final long JSON_BYTES = 2 << 20;
    private static final int CHUNK = 1 << 16;

    /** What no form of another site can send without being asked. */
    private static final Set<String> FILE_TYPES = Set.of(
            "application/octet-stream",
            "application/json",
            "text/csv",
            "text/tab-separated-values",
            "application/vnd.apache.parquet",
            "application/x-ndjson",
            "application/gzip");

    private Body() {}

    static byte[] json(Context ctx) {
        requireType(ctx, Set.of("application/json"));
        return read(ctx, JSON_BYTES);
    }

    static byte[] file(Context ctx, long most) {
        requireType(ctx, FILE_TYPES);
        return read(ctx, most);
    }

    private static void requireType(Context ctx, Set<String> taken) {
        String given = ctx.contentType();
        String type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!taken.contains(type)) {
            throw new Problem(
                    Problem.Code.WRONG_TYPE,
                    given == null ? "there is no Content-Type" : "the Content-Type '%s' is not taken".formatted(type),
                    "Send Content-Type: %s."
                            .formatted(taken.size() == 1 ? taken.iterator().next() : "application/octet-stream"));
        }
    }

    private static byte[] read(Context ctx, long most) {
        if (ctx.req().getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        var bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = ctx.req().getInputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                bytes.write(chunk, 0, n);
                if (bytes.size() > most) {
                    throw tooLarge(most);
                }
                if (System.nanoTime() > end) {
                    throw tooSlow();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw tooSlow();
        }
    }

    private static Problem tooLarge(long most) {
        return new Problem(
                Problem.Code.TOO_LARGE,
                "the body is larger than %,d bytes".formatted(most),
                "Leave out columns and rows that are not needed, or start the server with a higher limit.");
    }

    private static Problem tooSlow() {
        return new Problem(
                Problem.Code.TOO_SLOW,
                "the body did not arrive within %d seconds".formatted(SECONDS),
                "Send it again.");
    }
}
