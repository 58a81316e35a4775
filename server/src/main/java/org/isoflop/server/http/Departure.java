package org.isoflop.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.isoflop.server.question.Desk;

/**
 * Notices that a client has closed its connection while it is worked for.
 *
 * <p>The server does not read from a connection whose request it works on, and only who reads hears of the end. So it is
 * read here, without waiting. A byte that comes instead is the beginning of another request that was sent before the
 * answer to the first; HTTP allows to answer the first and close, and clients then send the other again.
 *
 * @param ctx of the request
 * @param endPoint the connection
 */
record Departure(Context ctx, EndPoint endPoint) implements Desk.Caller {

    static Departure of(Context ctx) {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        return new Departure(
                ctx, request.getConnectionMetaData().getConnection().getEndPoint());
    }

    @Override
    public boolean waits() {
        try {
            int read = endPoint.fill(ByteBuffer.allocate(1).limit(0).flip());
            return read >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
