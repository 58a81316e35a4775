package org.isoflop.server.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.server.Problem;
import org.isoflop.server.Problem.Code;
import org.isoflop.server.project.Project;
import org.isoflop.server.project.ProjectFile;
import org.isoflop.server.project.Projects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Projects over HTTP: begin, look at, rename, keep the state of the page, take away. */
final class ProjectsApi {
    private static final Pattern REVISION = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final Projects projects;
    private final Examples examples;

    ProjectsApi(Projects projects, Examples examples) {
        this.projects = projects;
        this.examples = examples;
    }

    void list(Context ctx) {
        ObjectNode node = Json.object();
        ArrayNode all = node.putArray("projects");
        for (Project project : projects.all()) {
            ObjectNode one = head(project);
            project.files().keySet().forEach(one.putArray("files")::add);
            all.add(one);
        }
        Json.answer(ctx, node);
    }

    void create(Context ctx) {
        JsonNode given = Json.parseObject(Body.json(ctx));
        requireMembers(given, Set.of("name", "example"));
        Optional<Examples.Example> example = text(given, "example").map(examples::require);
        String name = text(given, "name")
                .or(() -> example.map(Examples.Example::title))
                .orElseThrow(() -> new Problem(Code.WRONG_CALL, "a project needs a name", "Send {\"name\": \"…\"}."));
        Project project = projects.create(name);
        example.ifPresent(e -> projects.put(project.id(), e.name(), e.content(), Optional.empty(), false));
        ctx.status(201).header("Location", "/api/projects/" + project.id());
        answer(ctx, projects.get(project.id()));
    }

    void get(Context ctx) {
        answer(ctx, projects.get(ctx.pathParam("id")));
    }

    void edit(Context ctx) {
        JsonNode given = Json.parseObject(Body.json(ctx));
        requireMembers(given, Set.of("name", "state"));
        Optional<String> state = Optional.ofNullable(given.get("state")).map(JsonNode::toString);
        answer(ctx, projects.edit(ctx.pathParam("id"), revision(ctx), text(given, "name"), state));
    }

    void delete(Context ctx) {
        projects.delete(ctx.pathParam("id"));
        ctx.status(204);
    }

    /** The revision that the client has seen; none if it does not care. */
    private static Optional<Long> revision(Context ctx) {
        String given = ctx.header("If-Match");
        if (given == null) {
            throw new Problem(
                    Code.UNCONDITIONAL,
                    "there is no If-Match",
                    "Send the revision that you have seen: If-Match: \"3\", or * to overwrite whatever is there.");
        }
        if (given.strip().equals("*")) {
            return Optional.empty();
        }
        Matcher revision = REVISION.matcher(given.strip());
        if (!revision.matches()) {
            throw new Problem(Code.WRONG_CALL, "If-Match holds a revision in quotes", "Send If-Match: \"3\".");
        }
        return Optional.of(Long.parseLong(revision.group(1)));
    }

    private static void requireMembers(JsonNode given, Set<String> known) {
        for (String name : given.propertyNames()) {
            if (!known.contains(name)) {
                throw new Problem(
                        Code.WRONG_CALL,
                        "there is no member '%s' here".formatted(name.length() > 60 ? name.substring(0, 60) : name),
                        "Send %s."
                                .formatted(String.join(
                                        " and ", known.stream().sorted().toList())));
            }
        }
    }

    private static Optional<String> text(JsonNode given, String name) {
        JsonNode value = given.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new Problem(Code.WRONG_CALL, name + " is a text", "");
        }
        return Optional.of(value.stringValue());
    }

    private static void answer(Context ctx, Project project) {
        ctx.header("ETag", "\"" + project.revision() + "\"");
        ObjectNode node = head(project);
        ArrayNode files = node.putArray("files");
        project.files().values().forEach(file -> files.add(json(file)));
        node.set("state", Json.raw(project.state()));
        Json.answer(ctx, node);
    }

    private static ObjectNode head(Project project) {
        return Json.object()
                .put("id", project.id())
                .put("name", project.name())
                .put("revision", project.revision())
                .put("created", project.created().toString())
                .put("changed", project.changed().toString());
    }

    static ObjectNode json(ProjectFile file) {
        return Json.object()
                .put("name", file.name())
                .put("bytes", file.bytes())
                .put("sha256", file.sha256())
                .put("kind", file.kind().label());
    }
}
