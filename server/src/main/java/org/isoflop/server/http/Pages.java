package org.isoflop.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.isoflop.server.Problem;
import org.isoflop.server.project.ProjectFile;

/** The files of the page: its own, and those of others from the jars that they are published in. */
final class Pages {
    private static final String OWN = "/org/isoflop/server/page/";

    /** No dots at the start of a name, so that a path leads down only. */
    private static final Pattern PLAIN =
            Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

    /** Which jars may be read, and who publishes them. */
    private static final Map<String, String> JARS = Map.of(
            "vega", "org.webjars", "vega-lite", "org.webjars", "vega-embed", "org.webjars", "katex", "org.webjars.npm");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("ttf", "font/ttf"));

    /** A file with the mark by which a browser knows it again. */
    private record Asset(byte[] bytes, String tag, String type) {}

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    void index(Context ctx) {
        send(ctx, OWN + "index.html");
    }

    void own(Context ctx) {
        send(ctx, OWN + plain(ctx.pathParam("file")));
    }

    void webjar(Context ctx) {
        String name = ctx.pathParam("name");
        String group = JARS.get(name);
        if (group == null) {
            throw missing();
        }
        String version = version(group, name);
        send(ctx, "/META-INF/resources/webjars/%s/%s/%s".formatted(name, version, plain(ctx.pathParam("file"))));
    }

    private static String plain(String path) {
        if (!PLAIN.matcher(path).matches()) {
            throw missing();
        }
        return path;
    }

    private void send(Context ctx, String resource) {
        Asset asset = assets.computeIfAbsent(resource, Pages::load);
        ctx.header("ETag", asset.tag()).header("Cache-Control", "no-cache");
        if (asset.tag().equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
        } else {
            ctx.contentType(asset.type()).result(asset.bytes());
        }
    }

    private static Asset load(String resource) {
        byte[] bytes = read(resource).orElseThrow(Pages::missing);
        String ending = resource.substring(resource.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(ending, "application/octet-stream");
        return new Asset(bytes, "\"" + ProjectFile.sha256(bytes).substring(0, 20) + "\"", type);
    }

    private static Problem missing() {
        return new Problem(Problem.Code.NOT_FOUND, "the page has no such file", "Open / for the page.");
    }

    private static Optional<byte[]> read(String resource) {
        try (InputStream in = Pages.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(String group, String name) {
        var properties = new Properties();
        try (InputStream in =
                Pages.class.getResourceAsStream("/META-INF/maven/%s/%s/pom.properties".formatted(group, name))) {
            if (in == null) {
                throw missing();
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
