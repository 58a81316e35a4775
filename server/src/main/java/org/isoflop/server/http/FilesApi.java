package org.isoflop.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.isoflop.data.FitJson;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;
import org.isoflop.server.Problem.Code;
import org.isoflop.server.project.FileName;
import org.isoflop.server.project.Project;
import org.isoflop.server.project.ProjectFile;
import org.isoflop.server.project.Projects;
import org.isoflop.server.question.Desk;
import org.isoflop.server.reading.TableView;

/** Files of a project over HTTP. What is uploaded is read once, so that what is kept can be worked with. */
final class FilesApi {
    private static final int HEAD = 20;

    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv; charset=utf-8",
            "tsv", "text/tab-separated-values; charset=utf-8",
            "txt", "text/plain; charset=utf-8",
            "md", "text/markdown; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "html", "text/html; charset=utf-8");

    private final Projects projects;
    private final Desk desk;
    private final Limits limits;

    FilesApi(Projects projects, Desk desk, Limits limits) {
        this.projects = projects;
        this.desk = desk;
        this.limits = limits;
    }

    void put(Context ctx) {
        String id = ctx.pathParam("id");
        projects.get(id);
        String name = FileName.checked(ctx.pathParam("file"));
        requireKnownEnding(name);
        byte[] content = Body.file(ctx, limits.uploadBytes());
        desk.result(threads -> check(name, content), Departure.of(ctx));
        ProjectFile file = projects.put(
                id,
                name,
                content,
                Optional.ofNullable(ctx.header("If-Match"))
                        .map(tag -> tag.strip().replace("\"", "")),
                "*".equals(ctx.header("If-None-Match")));
        Json.answer(ctx, ProjectsApi.json(file));
    }

    private static void requireKnownEnding(String name) {
        boolean isJson = name.toLowerCase(Locale.ROOT).endsWith(".json");
        if (ProjectFile.Kind.of(name) == ProjectFile.Kind.OTHER && !isJson) {
            throw new Problem(
                    Code.WRONG_TYPE,
                    "'%s' is neither a table nor a fit by its name".formatted(name),
                    "Upload .csv, .tsv, .txt, .parquet, .jsonl, .ndjson or .json, also with .gz.");
        }
    }

    /** Reads a file that is not in the project yet. */
    private boolean check(String name, byte[] content) {
        Path folder = temporary();
        try {
            Files.write(folder.resolve(name), content);
            limits.bound(folder).during(() -> checked(name));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder.resolve(name));
            delete(folder);
        }
    }

    private boolean checked(String name) {
        if (ProjectFile.Kind.of(name) == ProjectFile.Kind.FIT
                || name.toLowerCase(Locale.ROOT).endsWith(".json") && FitJson.isSaved(Path.of(name))) {
            FitJson.read(Path.of(name));
            return true;
        }
        TableView.of(name, Map.of());
        return true;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("isoflop-upload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void get(Context ctx) {
        String name = ctx.pathParam("file");
        Project project = projects.get(ctx.pathParam("id"));
        ProjectFile file = Projects.requireFile(project, name);
        // Whatever it is, it is not a page of this server: it may come from anybody.
        ctx.header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .header(
                        "Content-Disposition",
                        "attachment; filename*=UTF-8''"
                                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                                        .replace("+", "%20"))
                .header("ETag", "\"" + file.sha256() + "\"")
                .header("Cache-Control", "no-cache");
        if (("\"" + file.sha256() + "\"").equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        ctx.contentType(TYPES.getOrDefault(ending, "application/octet-stream"))
                .result(projects.content(project.id(), name));
    }

    void table(Context ctx) {
        Project project = projects.get(ctx.pathParam("id"));
        ProjectFile file = Projects.requireFile(project, ctx.pathParam("file"));
        Path folder = projects.folder(project.id());
        int limit = limit(ctx);
        Map<String, String> map = map(ctx);
        String json = desk.result(
                threads -> limits.bound(folder)
                        .during(() -> TableView.of(file.name(), map).json(limit).toString()),
                Departure.of(ctx));
        Json.answer(ctx, json);
    }

    private static int limit(Context ctx) {
        String given = ctx.queryParam("limit");
        if (given == null) {
            return HEAD;
        }
        if (!given.matches("\\d{1,9}")) {
            throw new Problem(Code.WRONG_CALL, "limit is a number of rows", "Write ?limit=20.");
        }
        return Integer.parseInt(given);
    }

    /** {@code ?map=N=params}, repeated. */
    private static Map<String, String> map(Context ctx) {
        var map = new LinkedHashMap<String, String>();
        for (String text : ctx.queryParams("map")) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new Problem(Code.WRONG_CALL, "map names a column", "Write ?map=N=params.");
            }
            map.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return map;
    }

    void delete(Context ctx) {
        projects.delete(ctx.pathParam("id"), ctx.pathParam("file"));
        ctx.status(204);
    }
}
