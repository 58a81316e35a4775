package org.isoflop.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.CancellationException;
import org.isoflop.InputException;
import org.isoflop.formula.FormulaException;
import org.isoflop.server.Place;
import org.isoflop.server.Problem;
import org.isoflop.server.Problem.Code;
import tools.jackson.databind.node.ObjectNode;

/** Problems as clients read them: {@code application/problem+json}. */
final class Problems {
    static final String TYPE = "application/problem+json";

    private static final System.Logger LOG = System.getLogger("org.isoflop.server");

    private Problems() {}

    /** Whatever is thrown while a request is handled becomes a problem. */
    static void register(RoutesConfig routes) {
        routes.exception(Exception.class, (e, ctx) -> write(ctx, of(e)));
        // Javalin would answer its own exceptions in its own way.
        routes.exception(HttpResponseException.class, (e, ctx) -> write(ctx, of(e)));
    }

    static void write(Context ctx, Problem problem) {
        problem.headers().forEach(ctx::header);
        ctx.status(problem.code().status())
                .contentType(TYPE)
                .header("Cache-Control", "no-store")
                .result(json(problem, ctx.path()).toString());
    }

    static ObjectNode json(Problem problem, String instance) {
        ObjectNode node = Json.object();
        node.put("type", problem.code().type())
                .put("title", problem.code().title())
                .put("status", problem.code().status())
                .put("detail", problem.detail())
                .put("instance", instance)
                .put("wayOut", problem.wayOut());
        problem.place().ifPresent(place -> node.set("place", json(place)));
        if (!problem.messages().isEmpty()) {
            problem.messages().forEach(node.putArray("messages")::add);
        }
        return node;
    }

    private static ObjectNode json(Place place) {
        ObjectNode node = Json.object();
        place.file().ifPresent(file -> node.put("file", file));
        place.line().ifPresent(line -> node.put("line", line));
        place.column().ifPresent(column -> node.put("column", column));
        place.length().ifPresent(length -> node.put("length", length));
        place.text().ifPresent(text -> node.put("text", text));
        return node;
    }

    /** What was thrown, as a problem. */
    static Problem of(Throwable e) {
        return switch (e) {
            case Problem problem -> problem;
            case FormulaException formula ->
                new Problem(Code.IMPOSSIBLE, formula.reason(), formula.wayOut())
                        .at(java.util.Optional.of(Place.character(formula.text(), formula.position())));
            case InputException input ->
                new Problem(Code.IMPOSSIBLE, String.valueOf(input.getMessage()), input.wayOut())
                        .at(Place.in(String.valueOf(input.getMessage())));
            case HttpResponseException http -> of(http);
            case CancellationException _ -> new Problem(Code.STOPPING, "the work was cancelled", "Ask again.");
            default -> mistake(e);
        };
    }

    /** What went wrong inside is for who runs the server, not for who asked. */
    private static Problem mistake(Throwable e) {
        LOG.log(System.Logger.Level.ERROR, "a mistake in Isoflop itself", e);
        return new Problem(
                Code.MISTAKE,
                "a mistake in Isoflop itself: " + e.getClass().getSimpleName(),
                "Please report it, with what the server said on standard error.");
    }

    private static Problem of(HttpResponseException e) {
        return switch (e.getStatus()) {
            case 404 -> new Problem(Code.NOT_FOUND, "nothing is served here", "GET /api/openapi.json lists what is.");
            case 405 ->
                new Problem(
                        Code.WRONG_METHOD, "that method is not served here", "GET /api/openapi.json lists which are.");
            case 413 -> new Problem(Code.TOO_LARGE, "the body is too large", "");
            default -> new Problem(Code.WRONG_CALL, String.valueOf(e.getMessage()), "");
        };
    }
}
