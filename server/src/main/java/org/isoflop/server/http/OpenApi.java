package org.isoflop.server.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.server.Problem;
import org.isoflop.server.question.CommandInfo;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the API, after OpenAPI 3.1: made from the routes that are served and from what the commands say of
 * their options, so that it cannot speak of anything else.
 */
final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("[{<](\\w+)[}>]");
    private static final String JSON = "application/json";

    /**
     * What there is to say of an operation beyond its route.
     *
     * @param summary what it does
     * @param body the schema of the request; empty if there is none
     * @param status of a good answer
     * @param answer its schema; empty if it is no JSON
     * @param type of the answer; empty if there is no content
     * @param query the names of its query parameters, with what they mean
     */
    private record About(
            String summary, String body, int status, String answer, String type, Map<String, String> query) {
        static About answering(String summary, String answer) {
            return new About(summary, "", 200, answer, JSON, Map.of());
        }

        About taking(String schema) {
            return new About(summary, schema, status, answer, type, query);
        }

        About with(int code) {
            return new About(summary, body, code, answer, type, query);
        }

        About asking(String name, String meaning) {
            return new About(summary, body, status, answer, type, Map.of(name, meaning));
        }

        static About bytes(String summary, String type) {
            return new About(summary, "", 200, "", type, Map.of());
        }

        static About silent(String summary) {
            return new About(summary, "", 204, "", "", Map.of());
        }
    }

    private static final Map<String, About> OPERATIONS = Map.ofEntries(
            Map.entry("page", About.bytes("The page", "text/html")),
            Map.entry("pageFile", About.bytes("A file of the page", "*/*")),
            Map.entry("webjar", About.bytes("A file that the page uses, of a published package", "*/*")),
            Map.entry("about", About.answering("Version, limits and examples", "About")),
            Map.entry("openapi", About.bytes("This description", JSON)),
            Map.entry("problem", About.answering("What a type of problem means", "ProblemType")),
            Map.entry("commands", About.answering("The commands that may be asked, with their options", "Commands")),
            Map.entry("laws", About.answering("Published laws", "Laws").asking("search", "words that must occur")),
            Map.entry("law", About.answering("A published law", "Law")),
            Map.entry(
                    "checkFormula",
                    About.answering("A law looked at while somebody types it", "Formula")
                            .taking("FormulaCheck")),
            Map.entry("projects", About.answering("All projects, what changed last first", "Projects")),
            Map.entry(
                    "createProject",
                    About.answering("Begin a project", "Project")
                            .taking("NewProject")
                            .with(201)),
            Map.entry("project", About.answering("A project", "Project")),
            Map.entry(
                    "editProject",
                    About.answering("Change name or state; If-Match holds the revision that was seen", "Project")
                            .taking("ProjectChange")),
            Map.entry("deleteProject", About.silent("Take a project away")),
            Map.entry(
                    "putFile",
                    About.answering("Put a file in, or another one in its place", "File")
                            .taking("*")),
            Map.entry("file", About.bytes("The bytes of a file", "*/*")),
            Map.entry("deleteFile", About.silent("Take a file away")),
            Map.entry(
                    "table",
                    About.answering("What is in a table", "Table")
                            .asking("limit", "how many rows to show; also map=N=COLUMN")),
            Map.entry(
                    "ask",
                    About.answering("Put a command to the files of a project, or several", "Answer|Answers")
                            .taking("Question|Questions")));

    private final String version;
    private final List<Route> routes;
    private final List<CommandInfo> commands;

    OpenApi(String version, List<Route> routes, List<CommandInfo> commands) {
        this.version = version;
        this.routes = routes;
        this.commands = commands;
    }

    void serve(Context ctx) {
        Json.answer(ctx, document());
    }

    ObjectNode document() {
        ObjectNode node = Json.object().put("openapi", "3.1.0");
        node.putObject("info")
                .put("title", "Isoflop")
                .put("version", version)
                .put("description", "The command line over HTTP: docs/serving.md");
        ObjectNode paths = node.putObject("paths");
        for (Route route : routes) {
            String path = route.path().replace('<', '{').replace('>', '}');
            ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            item.set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        ObjectNode components = node.putObject("components");
        components.set("schemas", Schemas.all(commands));
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "Only where the server was started with a token.");
        var security = node.putArray("security");
        security.addObject();
        security.addObject().putArray("token");
        return node;
    }

    private static ObjectNode operation(Route route) {
        About about = OPERATIONS.get(route.operation());
        if (about == null) {
            throw new IllegalStateException("nothing is said of " + route.operation());
        }
        ObjectNode node = Json.object().put("operationId", route.operation()).put("summary", about.summary());
        parameters(node, route, about);
        if (!about.body().isEmpty()) {
            ObjectNode body = node.putObject("requestBody").put("required", true);
            boolean isFile = about.body().equals("*");
            body.putObject("content")
                    .putObject(isFile ? "application/octet-stream" : JSON)
                    .set("schema", isFile ? Json.object() : schema(about.body()));
        }
        responses(node.putObject("responses"), about, route.operation().equals("ask"));
        return node;
    }

    private static void parameters(ObjectNode node, Route route, About about) {
        var parameters = node.putArray("parameters");
        Matcher names = PARAMETER.matcher(route.path());
        while (names.find()) {
            parameters
                    .addObject()
                    .put("name", names.group(1))
                    .put("in", "path")
                    .put("required", true)
                    .set("schema", Schema.text());
        }
        about.query()
                .forEach((name, meaning) -> parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "query")
                        .put("description", meaning)
                        .set("schema", Schema.text()));
        if (route.operation().equals("editProject")) {
            parameters
                    .addObject()
                    .put("name", "If-Match")
                    .put("in", "header")
                    .put("required", true)
                    .set("schema", Schema.text());
        }
    }

    private static void responses(ObjectNode responses, About about, boolean streams) {
        ObjectNode good = responses.putObject(Integer.toString(about.status())).put("description", about.summary());
        if (!about.type().isEmpty()) {
            ObjectNode content = good.putObject("content");
            content.putObject(about.type())
                    .set("schema", about.answer().isEmpty() ? Schema.any() : schema(about.answer()));
            if (streams) {
                content.putObject("text/event-stream")
                        .putObject("schema")
                        .put("type", "string")
                        .put("description", "events progress, then answer or problem");
            }
        }
        responses
                .putObject("default")
                .put("description", "A problem, after RFC 9457")
                .putObject("content")
                .putObject(Problems.TYPE)
                .set("schema", Schema.ref("Problem"));
    }

    private static ObjectNode schema(String names) {
        String[] all = names.split("\\|", -1);
        return all.length == 1 ? Schema.ref(all[0]) : Schema.oneOf(all);
    }

    /** What the types of problems mean, for whoever follows one of their URIs. */
    static void problem(Context ctx) {
        String type = "/problems/" + ctx.pathParam("code");
        for (Problem.Code code : Problem.Code.values()) {
            if (code.type().equals(type)) {
                Json.answer(
                        ctx,
                        Json.object()
                                .put("type", type)
                                .put("title", code.title())
                                .put("status", code.status()));
                return;
            }
        }
        throw new Problem(Problem.Code.NOT_FOUND, "there is no such kind of problem", "");
    }
}
