package org.isoflop.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request was not answered, as RFC 9457 has it.
 *
 * <p>It is an exception so that any depth of the server can end a request; nobody but the edge catches it.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient String wayOut;
    private final transient Optional<Place> place;
    private final transient List<String> messages;
    private final transient Map<String, String> headers;

    /** What kinds of problems there are; the name, with dashes, ends the URI of its type. */
    public enum Code {
        WRONG_CALL(400, "The call is wrong"),
        NO_TOKEN(401, "A token is needed"),
        FORBIDDEN(403, "Not from there"),
        NOT_FOUND(404, "There is no such thing"),
        WRONG_METHOD(405, "Not in this way"),
        TOO_SLOW(408, "The request came too slowly"),
        CONFLICT(409, "It is there already"),
        OVERTAKEN(412, "Somebody was quicker"),
        TOO_LARGE(413, "It is too large"),
        WRONG_TYPE(415, "That type is not taken"),
        IMPOSSIBLE(422, "It cannot be done with this input"),
        UNCONDITIONAL(428, "Say which state you have seen"),
        TOO_MANY(429, "Too much at once"),
        MISTAKE(500, "A mistake in Isoflop itself"),
        STOPPING(503, "The server is stopping"),
        OUT_OF_TIME(504, "It took too long");

        private final int status;
        private final String title;

        Code(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        /** A URI that names the kind, relative to the server. */
        public String type() {
            return "/problems/" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private Problem(
            Code code,
            String detail,
            String wayOut,
            Optional<Place> place,
            List<String> messages,
            Map<String, String> headers) {
        // Problems are answers, not accidents: nobody reads where they were thrown.
        super(detail, null, false, false);
        this.code = code;
        this.wayOut = wayOut;
        this.place = place;
        this.messages = List.copyOf(messages);
        this.headers = Map.copyOf(headers);
    }

    /**
     * @param detail what was found and what was expected
     * @param wayOut one thing to do about it; may be empty
     */
    public Problem(Code code, String detail, String wayOut) {
        this(code, detail, wayOut, Optional.empty(), List.of(), Map.of());
    }

    public Problem at(Optional<Place> where) {
        return new Problem(code, detail(), wayOut, where, messages, headers);
    }

    /** With what a command said beside. */
    public Problem saying(List<String> beside) {
        return new Problem(code, detail(), wayOut, place, beside, headers);
    }

    public Problem with(String header, String value) {
        return new Problem(code, detail(), wayOut, place, messages, Map.of(header, value));
    }

    public Code code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public String wayOut() {
        return wayOut;
    }

    public Optional<Place> place() {
        return place;
    }

    public List<String> messages() {
        return messages;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
