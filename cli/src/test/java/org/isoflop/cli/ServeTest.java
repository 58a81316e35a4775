package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.isoflop.server.Limits;
import org.isoflop.server.http.Settings;
import org.isoflop.server.http.WebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands over HTTP: the same answers as on the command line, in the form that the description promises. */
class ServeTest {
    private static final Path RUNS = Path.of("../examples/runs.csv");
    private static final Path RECIPES = Path.of("../examples/three-recipes.csv");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path data;

    private static WebServer server;
    private static HttpClient client;
    private static String project = "";
    private static JsonNode api;
    private static final ConcurrentHashMap<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws IOException {
        Limits usual = Limits.usual();
        var limits = new Limits(
                usual.uploadBytes(), usual.projectBytes(), usual.rows(), usual.columns(), 4_000, 5_000, 20, 2, 64);
        var settings = new Settings("127.0.0.1", 0, Optional.empty(), List.of(), data, limits, Version.current());
        server = WebServer.start(settings, new InProcess(), InProcess.commands());
        client = HttpClient.newHttpClient();
        api = get("/api/openapi.json");
        project = "/api/projects/"
                + post("/api/projects", "{\"example\": \"runs.csv\"}", 201, "Project")
                        .get("id")
                        .asString();
        put("three-recipes.csv", Files.readString(RECIPES), 200);
        ask("{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'bootstrap': 20, 'save': 'main.fit.json'}}");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode get(String path) {
        HttpResponse<String> response = send("GET", path, "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** Posts, and holds what comes back against the schema that the description names for it. */
    private static JsonNode post(String path, String json, int status, String schema) {
        HttpResponse<String> response = send("POST", path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        requireForm(schema, response.body());
        return JSON.readTree(response.body());
    }

    private static JsonNode put(String file, String content, int status) {
        HttpResponse<String> response = send("PUT", project + "/files/" + file, content);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        requireForm(status == 200 ? "File" : "Problem", response.body());
        return JSON.readTree(response.body());
    }

    private static void requireForm(String name, String json) {
        Schema schema = SCHEMAS.computeIfAbsent(name, n -> {
            var root = (tools.jackson.databind.node.ObjectNode) api.deepCopy();
            root.put("$ref", "#/components/schemas/" + n);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(root.toString(), InputFormat.JSON);
        });
        assertThat(schema.validate(json, InputFormat.JSON))
                .as(name + " " + json)
                .isEmpty();
    }

    /** Asks with single quotes for double ones. */
    private static JsonNode ask(String question) {
        String json = question.replace('\'', '"');
        requireForm("Question", json);
        return post(project + "/questions", json, 200, "Answer");
    }

    private static JsonNode refused(String question, int status) {
        return post(project + "/questions", question.replace('\'', '"'), status, "Problem");
    }

    @Test
    void anAnswerIsWhatTheCommandLinePrints(@TempDir Path folder) throws IOException {
        JsonNode answer =
                ask("{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'bootstrap': 30, 'starts': 8}}");
        Path copy = Files.copy(RUNS, folder.resolve("runs.csv"));
        String printed = Cli.answer("fit", copy.toString(), "--bootstrap", "30", "--starts", "8", "--json");
        assertThat(answer.get("answer")).isEqualTo(JSON.readTree(printed.replace(copy.toString(), "runs.csv")));
        assertThat(answer.get("commandLine").asString()).isEqualTo("isoflop fit runs.csv --bootstrap 30 --starts 8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command': 'predict', 'arguments': ['main.fit.json', 'N=70B', 'D=1.4T']}",
                "{'command': 'plan', 'arguments': ['main.fit.json'], 'options': {'flops': 1e24}}",
                "{'command': 'backtest', 'arguments': ['runs.csv'], 'options': {'law': 'power-law'}}",
                "{'command': 'check', 'arguments': ['main.fit.json']}",
                "{'command': 'profile', 'arguments': ['runs.csv'], 'options': {'of': 'alpha', 'bootstrap': 0}}",
                "{'command': 'plot', 'arguments': ['main.fit.json'], 'options': {'kind': 'loss', 'theme': 'dark'}}",
                "{'command': 'hyper', 'arguments': ['N=7B', 'D=1T']}",
                "{'command': 'time', 'arguments': ['N=1B', 'D=20B'], 'options': {'tensor': 1}}",
                "{'command': 'memory', 'arguments': ['N=1B']}",
                "{'command': 'models'}",
                "{'command': 'accelerators'}",
                "{'command': 'laws search', 'arguments': ['kaplan']}",
                "{'command': 'laws show', 'arguments': ['chinchilla']}",
                "{'command': 'compare', 'arguments': ['three-recipes.csv'], 'options': {'by': 'recipe', 'at': 'C=1e22', 'bootstrap': 20}}"
            })
    void everyCommandAnswersInJson(String question) {
        JsonNode answer = ask(question).get("answer");
        assertThat(answer.get("version").asString()).isEqualTo(Version.current());
        assertThat(answer.get("warnings").isArray()).isTrue();
    }

    /** A new command is either opened in the gate, or named here. */
    @Test
    void everyCommandMayBeAskedButServe() {
        List<String> open = get("/api/commands")
                .get("commands")
                .valueStream()
                .map(command -> command.get("name").asString())
                .toList();
        assertThat(InProcess.commands().stream().map(command -> command.name()).filter(name -> !open.contains(name)))
                .containsExactly("serve");
        assertThat(open).contains("fit", "laws show", "hyper fit");
        assertThat(get("/api/commands").toString())
                .doesNotContain("\"name\":\"threads\"")
                .doesNotContain("\"name\":\"force\"")
                .doesNotContain("\"name\":\"sql\"");
    }

    @Test
    void otherAnswersHaveTheFormThatIsPromised() {
        requireForm("About", get("/api").toString());
        requireForm("Commands", get("/api/commands").toString());
        requireForm("Laws", get("/api/laws").toString());
        requireForm("Laws", get("/api/laws?search=kaplan").toString());
        requireForm("Law", get("/api/laws/chinchilla").toString());
        requireForm("Projects", get("/api/projects").toString());
        requireForm("Project", get(project).toString());
        requireForm("Table", get(project + "/files/three-recipes.csv/table").toString());
        post("/api/formula/check", "{\"formula\": \"loss = E + A/N^alpha\"}", 200, "Formula");
        HttpResponse<String> missing = send("GET", "/api/laws/nothing", "");
        assertThat(missing.statusCode()).isEqualTo(404);
        requireForm("Problem", missing.body());
        post(
                project + "/questions",
                "{\"questions\": [{\"command\": \"models\"}, {\"command\": \"fit\"}]}",
                200,
                "Answers");
    }

    @Test
    void whatIsWrittenIsAFileOfTheProject() {
        JsonNode drawn = ask("{'command': 'plot', 'arguments': ['main.fit.json'], 'options': {'output': 'loss.svg'}}");
        assertThat(drawn.get("files").toString()).isEqualTo("[\"loss.svg\"]");
        assertThat(send("GET", project + "/files/loss.svg", "").body()).startsWith("<svg");
        JsonNode report = ask("{'command': 'report', 'arguments': ['main.fit.json'], 'options': {'output': 'r.html'}}");
        assertThat(report.get("answer").get("text").asString()).contains("r.html");
        String html = send("GET", project + "/files/r.html", "").body();
        assertThat(html).contains("isoflop report main.fit.json").doesNotContain(data.toString());
        assertThat(send("GET", project + "/files/main.fit.json", "").body())
                .contains("\"runs.csv\"")
                .doesNotContain(data.toString());
    }

    @Test
    void aRunThatIsLeftOutIsLeftOut() {
        JsonNode all = ask("{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'bootstrap': 0}}");
        JsonNode fewer = ask(
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'bootstrap': 0, 'leave-out': 'runs.csv:30'}}");
        assertThat(all.get("answer").get("rows").asInt()
                        - fewer.get("answer").get("rows").asInt())
                .isEqualTo(1);
        assertThat(fewer.get("commandLine").asString()).endsWith("--leave-out runs.csv:30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'command': 'fit', 'arguments': ['nothing.csv']} | 422",
                "{'command': 'fit', 'arguments': ['../runs.csv']} | 422",
                "{'command': 'fit', 'arguments': ['/etc/passwd']} | 422",
                "{'command': 'fit', 'arguments': ['/etc/*']} | 422",
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'save': '../x.json'}} | 422",
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'save': '/tmp/x.json'}} | 422",
                "{'command': 'plot', 'arguments': ['main.fit.json'], 'options': {'output': '/dev/stdout'}} | 400",
                "{'command': 'predict', 'arguments': ['/etc/hostname', 'N=1']} | 422",
                "{'command': 'predict', 'arguments': ['main.fit.json'], 'options': {'at': '/etc/passwd'}} | 422",
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'sql': 'SELECT 1'}} | 400",
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'starts': 0}} | 400",
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'law': 'nothing'}} | 400",
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'formula': 'loss = exp('}} | 400",
                "{'command': 'simulate', 'arguments': ['chinchilla-besiroglu-2024'], 'options': {'grid': 'N=1e7..1e9*9999, D=1e9..1e11*9999'}} | 400"
            })
    void whatCannotBeIsRefusedWithoutPathsOfTheMachine(String question, int status) {
        HttpResponse<String> response = send("POST", project + "/questions", question.replace('\'', '"'));
        requireForm("Problem", response.body());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).doesNotContain(data.toString()).doesNotContain("root:");
        assertThat(get(project)
                        .get("files")
                        .valueStream()
                        .map(file -> file.get("name").asString()))
                .noneMatch(name -> name.startsWith("x"));
    }

    @Test
    void aMistakeInAFormulaHasAPlace() {
        JsonNode problem = refused(
                "{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'formula': 'loss = E + A/N^alpha + * B'}}",
                400);
        assertThat(problem.get("place").get("column").asInt()).isEqualTo(24);
        JsonNode where = refused("{'command': 'fit', 'arguments': ['runs.csv'], 'options': {'where': 'N >'}}", 400);
        assertThat(where.get("place").get("text").asString()).isEqualTo("N >");
        put("bad.csv", "N,D,loss\n1e8,1e9,3\n2e8,2e9,inf\n3e8,3e9,2\n4e8,4e9,1.9\n", 200);
        JsonNode row = refused("{'command': 'fit', 'arguments': ['bad.csv']}", 422);
        assertThat(row.get("place").toString()).isEqualTo("{\"file\":\"bad.csv\",\"line\":3}");
        send("DELETE", project + "/files/bad.csv", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss = %s",
                "loss = E + A/(%s)",
                "loss = -%s",
            })
    void deeplyNestedFormulasAreAnswered(String frame) {
        String deep = frame.formatted("(".repeat(1_900) + "N" + ")".repeat(1_900));
        String powers = frame.formatted("N^".repeat(1_500) + "N");
        String calls = frame.formatted("exp(".repeat(700) + "N" + ")".repeat(700));
        for (String formula : List.of(deep, powers, calls)) {
            HttpResponse<String> check = send("POST", "/api/formula/check", "{\"formula\": \"" + formula + "\"}");
            assertThat(check.statusCode()).isIn(200, 413, 422);
            HttpResponse<String> fit = send(
                    "POST",
                    project + "/questions",
                    "{\"command\": \"fit\", \"arguments\": [\"runs.csv\"], \"options\": {\"bootstrap\": 0, \"starts\": 1,"
                            + " \"formula\": \"" + formula + "\"}}");
            assertThat(fit.statusCode()).as(fit.body()).isIn(200, 400, 413, 422, 504);
        }
        assertThat(get("/api").get("version").asString()).isEqualTo(Version.current());
    }

    @Test
    void tablesOfNothingButNaNAreAnswered() {
        put("nan.csv", "N,D,loss\n" + "nan,nan,nan\n".repeat(500), 200);
        put("extreme.csv", "N,D,loss\n" + "1e308,1e-308,1e300\n5e-324,1e308,1e-300\n".repeat(100), 200);
        put("same.csv", "N,D,loss\n" + "1e8,1e9,3\n".repeat(300), 200);
        for (String file : List.of("nan.csv", "extreme.csv", "same.csv")) {
            HttpResponse<String> fit = send(
                    "POST",
                    project + "/questions",
                    "{\"command\": \"fit\", \"arguments\": [\"%s\"], \"options\": {\"bootstrap\": 20, \"starts\": 4}}"
                            .formatted(file));
            assertThat(fit.statusCode()).as(file + fit.body()).isIn(200, 422, 504);
            get(project + "/files/" + file + "/table");
            send("DELETE", project + "/files/" + file, "");
        }
    }

    /** Whoever asks at the same time as others gets what they would have got alone. */
    @Test
    void questionsDoNotMix() throws Exception {
        var questions = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            questions.add(("{'command': 'fit', 'arguments': ['runs.csv'], 'options':"
                            + " {'bootstrap': 10, 'starts': 4, 'seed': %d, 'leave-out': '%d'}}")
                    .formatted(i % 3, 2 + i));
        }
        questions.add("{'command': 'fit', 'arguments': ['nothing.csv']}");
        List<JsonNode> alone = questions.stream().map(ServeTest::answerOrDetail).toList();
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Future<JsonNode>> together = questions.stream()
                    .map(q -> pool.submit(() -> answerOrDetail(q)))
                    .toList();
            for (int i = 0; i < alone.size(); i++) {
                assertThat(together.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(alone.get(i));
            }
        }
    }

    private static JsonNode answerOrDetail(String question) {
        JsonNode json = JSON.readTree(send("POST", project + "/questions", question.replace('\'', '"'))
                .body());
        return json.has("answer") ? json.get("answer") : json.get("detail");
    }

    @Test
    void progressIsTold() {
        String events = send(
                        "POST",
                        project + "/questions",
                        "{\"command\": \"fit\", \"arguments\": [\"runs.csv\"], \"options\": {\"bootstrap\": 5000}}",
                        "Accept",
                        "text/event-stream")
                .body();
        assertThat(events)
                .contains("event: progress\ndata: {\"what\":\"")
                .contains("event: answer\ndata: {\"commandLine\"");
    }
}
