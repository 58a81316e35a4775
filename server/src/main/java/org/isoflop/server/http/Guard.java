package org.isoflop.server.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.isoflop.server.Problem;
import org.isoflop.server.Problem.Code;

/**
 * Who may ask.
 *
 * <ul>
 *   <li>{@code Host} must be one of the names of this server: a page whose own name has been pointed at this address (DNS
 *       rebinding) gets nothing.
 *   <li>{@code Origin}, where a browser sends it, must be this server, and so must {@code Sec-Fetch-Site}: pages of others
 *       cannot ask in the name of the person in front of them. There are no CORS headers.
 *   <li>Where there is a token, every request brings it, in {@code Authorization: Bearer} or in the cookie that {@code
 *       /?token=…} sets.
 * </ul>
 */
final class Guard {
    private static final String COOKIE = "isoflop-token";
    private static final int COOKIE_SECONDS = 30 * 24 * 3600;

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Set<String> hosts;
    private final boolean anyAddress;
    private final Optional<String> token;

    Guard(Settings settings) {
        hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        hosts.add(bracketed(settings.address().toLowerCase(Locale.ROOT)));
        settings.hosts().forEach(host -> hosts.add(bracketed(host.toLowerCase(Locale.ROOT))));
        anyAddress = !Settings.isLoopback(settings.address());
        if (anyAddress) {
            ownName().ifPresent(hosts::add);
        }
        token = settings.token();
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static Optional<String> ownName() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Lets the request through or throws. */
    void check(Context ctx) {
        protect(ctx);
        requireHost(ctx);
        requireSameOrigin(ctx);
        requireToken(ctx);
    }

    private static void protect(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    private void requireHost(Context ctx) {
        String host = ctx.header("Host");
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
        if (!hosts.contains(name) && !(anyAddress && isNumeric(name))) {
            throw new Problem(
                    Code.FORBIDDEN,
                    "this server is not called '%s'".formatted(name.length() > 100 ? name.substring(0, 100) : name),
                    "Call it by its address, or start it with --host and that name.");
        }
    }

    /** Whoever calls a number has not been led here by a name. */
    private static boolean isNumeric(String host) {
        return host.matches("\\d{1,3}(\\.\\d{1,3}){3}") || host.matches("\\[[0-9a-f:.]+]");
    }

    private static void requireSameOrigin(Context ctx) {
        String origin = ctx.header("Origin");
        boolean isOwn = origin == null || origin.equalsIgnoreCase(ctx.scheme() + "://" + ctx.header("Host"));
        String site = ctx.header("Sec-Fetch-Site");
        boolean isSame = site == null || site.equals("same-origin") || site.equals("none");
        // A link on another page may lead to the start page; nothing else is for others.
        boolean isVisit = ctx.method().equals(HandlerType.GET) && ctx.path().equals("/") && origin == null;
        if (!isOwn || !isSame && !isVisit) {
            throw new Problem(Code.FORBIDDEN, "the request comes from another site", "Open the page of this server.");
        }
    }

    private void requireToken(Context ctx) {
        if (token.isEmpty() || isRight(bearer(ctx)) || isRight(Optional.ofNullable(ctx.cookie(COOKIE)))) {
            return;
        }
        boolean isEntry = ctx.path().equals("/") && ctx.method().equals(HandlerType.GET);
        if (isEntry && isRight(Optional.ofNullable(ctx.queryParam("token")))) {
            ctx.cookie(new Cookie(COOKIE, token.get(), "/", COOKIE_SECONDS, false, true, null, SameSite.STRICT));
            return;
        }
        throw new Problem(
                        Code.NO_TOKEN,
                        "a token is needed that this request does not bring",
                        "Send Authorization: Bearer TOKEN, or open /?token=TOKEN; the server printed it when it started.")
                .with("WWW-Authenticate", "Bearer");
    }

    private static Optional<String> bearer(Context ctx) {
        String header = ctx.header("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? Optional.of(header.substring(7).strip())
                : Optional.empty();
    }

    /** In a time that does not tell how much of it was right. */
    private boolean isRight(Optional<String> given) {
        return given.isPresent()
                && MessageDigest.isEqual(
                        given.get().getBytes(StandardCharsets.UTF_8),
                        token.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }
}
