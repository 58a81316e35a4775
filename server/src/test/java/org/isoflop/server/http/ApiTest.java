package org.isoflop.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isoflop.server.Place;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ApiTest {
    @TempDir
    private static Path data;

    private static Web web;

    @BeforeAll
    static void start() {
        web = Web.start(data, ApiTest::answer);
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    /** Echoes; fails where it is told to; writes a file where it is told to. */
    private static Outcome answer(Answerer.Order order) {
        List<String> arguments = order.arguments();
        if (arguments.contains("fail")) {
            var complaint = new Outcome.Complaint("runs.csv:3: bad", "Mend it.", Place.in("runs.csv:3: bad"));
            return new Outcome(1, "", false, List.of("isoflop: runs.csv:3: bad"), Optional.of(complaint));
        }
        int save = arguments.indexOf("--save");
        if (save > 0) {
            write(order.folder().folder().resolve(arguments.get(save + 1)));
        }
        return Web.echo(order);
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "{\"law\": 1}");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aProjectIsMadeListedChangedAndTakenAway() {
        Web.Reply made =
                web.post("/api/projects", "{\"example\": \"runs.csv\"}").expect(201);
        String path = made.header("Location");
        assertThat(made.json().get("name").asString()).startsWith("44 runs");
        assertThat(made.json().get("files").get(0).get("name").asString()).isEqualTo("runs.csv");
        assertThat(made.header("ETag")).isEqualTo("\"1\"");
        assertThat(web.get("/api/projects").json().get("projects").get(0).get("id"))
                .isEqualTo(made.json().get("id"));
        Web.Reply changed = patch(path, "\"1\"", "{\"name\": \"new\", \"state\": {\"law\": [1, null]}}")
                .expect(200);
        assertThat(changed.json().get("revision").asInt()).isEqualTo(2);
        assertThat(web.get(path).json()).isEqualTo(changed.json());
        assertThat(changed.json().get("state").toString()).isEqualTo("{\"law\":[1,null]}");
        web.send("DELETE", path, new byte[0]).expect(204);
        web.get(path).problem(404);
        web.post(path + "/questions", "{\"command\": \"fit\"}").problem(404);
    }

    private static Web.Reply patch(String path, String seen, String json) {
        return web.send(
                "PATCH",
                path,
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                seen);
    }

    @Test
    void twoTabsDoNotOverwriteEachOther() {
        String path = web.project();
        patch(path, "\"1\"", "{\"state\": \"first\"}").expect(200);
        Web.Reply second = patch(path, "\"1\"", "{\"state\": \"second\"}");
        JsonNode problem = second.problem(412);
        assertThat(problem.get("detail").asString())
                .isEqualTo("the project is at revision 2 by now, and revision 1 was meant");
        assertThat(second.header("ETag")).isEqualTo("\"2\"");
        assertThat(web.get(path).json().get("state").asString()).isEqualTo("first");
        patch(path, second.header("ETag"), "{\"state\": \"second\"}").expect(200);
        patch(path, "*", "{\"state\": \"third\"}").expect(200);
        web.send("PATCH", path, "{}".getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json")
                .problem(428);
    }

    @Test
    void aFileIsKeptAsItCame() {
        String path = web.project() + "/files/more runs (1).csv".replace(" ", "%20");
        JsonNode file = web.put(path, Web.TABLE).expect(200).json();
        assertThat(file.get("kind").asString()).isEqualTo("table");
        assertThat(file.get("bytes").asInt()).isEqualTo(Web.TABLE.length());
        Web.Reply read = web.get(path).expect(200);
        assertThat(read.body()).isEqualTo(Web.TABLE);
        assertThat(read.header("Content-Disposition"))
                .isEqualTo("attachment; filename*=UTF-8''more%20runs%20%281%29.csv");
        assertThat(read.header("Content-Security-Policy")).startsWith("sandbox;");
        assertThat(web.get(path, "If-None-Match", read.header("ETag")).status()).isEqualTo(304);
        byte[] other = Web.TABLE.replace("3.1", "3.2").getBytes(StandardCharsets.UTF_8);
        String type = "application/octet-stream";
        web.send("PUT", path, other, "Content-Type", type, "If-None-Match", "*").problem(412);
        web.send("PUT", path, other, "Content-Type", type, "If-Match", "\"00\"").problem(412);
        web.send("PUT", path, other, "Content-Type", type, "If-Match", read.header("ETag"))
                .expect(200);
        web.send("DELETE", path, new byte[0]).expect(204);
        assertThat(web.get(path).problem(404).get("wayOut").asString()).isEqualTo("Its files are runs.csv.");
    }

    @Test
    void aTableSaysWhatWasRecognised() {
        String path = web.project() + "/files/runs.csv/table";
        JsonNode table = web.get(path + "?limit=2").expect(200).json();
        assertThat(table.get("rows").asInt()).isEqualTo(3);
        assertThat(table.get("usable").asInt()).isEqualTo(3);
        assertThat(table.get("said").toString()).isEqualTo("[\"N from \\\"params\\\"\",\"D from \\\"tokens\\\"\"]");
        assertThat(table.get("lines").toString()).isEqualTo("[2,3]");
        assertThat(table.get("head").get(1).toString()).isEqualTo("[2.0E8,2.0E9,3.0,\"c4\"]");
        assertThat(table.get("columns").valueStream().map(c -> c.get("role").asString("")))
                .containsExactly("N", "D", "loss", "");
        JsonNode mapped =
                web.get(path + "?map=N%3Dtokens&map=D%3Dparams").expect(200).json();
        assertThat(mapped.get("columns").get(0).get("role").asString()).isEqualTo("D");
        web.get(path + "?map=N%3Dnothing").problem(422);
        web.get(path + "?limit=x").problem(400);
    }

    @Test
    void whatCannotBeReadIsNotKept() {
        String path = web.project();
        JsonNode ragged = web.put(path + "/files/bad.csv", "N,loss\n1,2\n3\n").problem(422);
        assertThat(ragged.get("detail").asString()).startsWith("bad.csv:3: has 1 field, 2 were expected");
        assertThat(ragged.get("place").toString()).isEqualTo("{\"file\":\"bad.csv\",\"line\":3}");
        assertThat(ragged.get("wayOut").asString()).isNotEmpty();
        web.put(path + "/files/bad.csv", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 1})
                .problem(422);
        web.put(path + "/files/bad.csv.gz", "not gzip").problem(422);
        web.put(path + "/files/bad.parquet", "not parquet").problem(422);
        web.put(path + "/files/bad.fit.json", "{\"law\": 1}").problem(422);
        web.put(path + "/files/empty.csv", "").problem(422);
        web.put(path + "/files/picture.png", "x").problem(415);
        web.send(
                        "PUT",
                        path + "/files/a.csv",
                        "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8),
                        "Content-Type",
                        "text/html")
                .problem(415);
        assertThat(web.get(path).json().get("files").size()).isEqualTo(1);
    }

    @Test
    void aQuestionIsTheCallOfACommand() {
        String path = web.project();
        JsonNode answer = web.post(
                        path + "/questions",
                        "{\"command\": \"fit\", \"arguments\": [\"runs.csv\"], \"options\": {\"bootstrap\": 200,"
                                + " \"where\": [\"N > 1\", \"-D < 0\"], \"sensitivity\": true, \"save\": null}}")
                .expect(200)
                .json();
        assertThat(answer.get("commandLine").asString())
                .isEqualTo("isoflop fit runs.csv --bootstrap 200 --where 'N > 1' '--where=-D < 0' --sensitivity");
        assertThat(answer.get("answer").get("arguments").size()).isEqualTo(8);
        assertThat(answer.get("files").isEmpty()).isTrue();
    }

    @Test
    void whatACommandWritesBelongsToTheProject() {
        String path = web.project();
        JsonNode answer = web.post(
                        path + "/questions", "{\"command\": \"fit\", \"options\": {\"save\": \"main.fit.json\"}}")
                .expect(200)
                .json();
        assertThat(answer.get("files").toString()).isEqualTo("[\"main.fit.json\"]");
        assertThat(web.get(path + "/files/main.fit.json").expect(200).body()).isEqualTo("{\"law\": 1}");
        // What is written with the same bytes is written all the same; a question that writes nothing names nothing.
        answer = web.post(path + "/questions", "{\"command\": \"fit\", \"options\": {\"save\": \"main.fit.json\"}}")
                .json();
        assertThat(answer.get("files").toString()).isEqualTo("[\"main.fit.json\"]");
        answer = web.post(path + "/questions", "{\"command\": \"fit\"}").json();
        assertThat(answer.get("files").isEmpty()).isTrue();
    }

    @Test
    void severalQuestionsAreAnsweredInTheirOrder() {
        JsonNode answers = web.post(
                        web.project() + "/questions",
                        "{\"questions\": [{\"command\": \"fit\", \"arguments\": [\"a\"]}, {\"command\": \"nothing\"},"
                                + " {\"command\": \"fit\", \"arguments\": [\"fail\"]}]}")
                .expect(200)
                .json()
                .get("answers");
        assertThat(answers.get(0).get("commandLine").asString()).isEqualTo("isoflop fit a");
        assertThat(answers.get(1).get("problem").get("status").asInt()).isEqualTo(400);
        JsonNode failed = answers.get(2).get("problem");
        assertThat(failed.get("status").asInt()).isEqualTo(422);
        assertThat(failed.get("place").get("line").asInt()).isEqualTo(3);
        assertThat(failed.get("messages").get(0).asString()).isEqualTo("isoflop: runs.csv:3: bad");
    }

    @Test
    void eventsEndWithTheAnswerOrTheProblem() {
        String path = web.project() + "/questions";
        String good = events(path, "{\"command\": \"fit\", \"arguments\": [\"a\"]}");
        assertThat(good).contains("event: answer\ndata: {\"commandLine\":\"isoflop fit a\"");
        String bad = events(path, "{\"command\": \"fit\", \"arguments\": [\"fail\"]}");
        assertThat(bad).contains("event: problem\ndata: {\"type\":\"/problems/impossible\"");
    }

    private static String events(String path, String json) {
        Web.Reply reply = web.send(
                "POST",
                path,
                json.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json",
                "Accept",
                "text/event-stream");
        assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
        return reply.expect(200).body();
    }

    @Test
    void aFormulaIsLookedAtWhileItIsTyped() {
        JsonNode seen = web.post("/api/formula/check", "{\"formula\": \"loss = E + A/N^alpha\"}")
                .expect(200)
                .json();
        assertThat(seen.get("variables").toString()).isEqualTo("[\"N\"]");
        assertThat(seen.get("linear").toString()).isEqualTo("[\"E\",\"A\"]");
        JsonNode wrong = web.post("/api/formula/check", "{\"formula\": \"loss = E + * A\"}")
                .problem(422);
        assertThat(wrong.get("place").toString()).isEqualTo("{\"column\":12,\"length\":1,\"text\":\"loss = E + * A\"}");
        JsonNode known = web.post("/api/formula/check", "{\"law\": \"chinchilla\"}")
                .expect(200)
                .json();
        assertThat(known.get("parameters").size()).isEqualTo(5);
        web.post("/api/formula/check", "{\"law\": \"nothing\"}").problem(422);
        web.post("/api/formula/check", "{}").problem(400);
        web.post("/api/formula/check", "{\"formula\": \"loss = A*n^b\", \"columns\": [\"loss\", \"n\"]}")
                .expect(200);
    }

    @Test
    void thePageAndItsScriptsAreKnownAgain() {
        for (String path :
                List.of("/", "/page/index.html", "/webjars/vega/vega.min.js", "/webjars/katex/dist/katex.min.css")) {
            Web.Reply file = web.get(path).expect(200);
            assertThat(web.get(path, "If-None-Match", file.header("ETag")).status())
                    .as(path)
                    .isEqualTo(304);
        }
        assertThat(web.get("/").header("Content-Security-Policy")).contains("script-src 'self'");
        for (String path : List.of(
                "/page/nothing.js",
                "/webjars/javalin/x",
                "/webjars/vega/../../x",
                "/page/..%2f..%2fx",
                "/nothing",
                "/api/")) {
            assertThat(web.get(path).status()).as(path).isIn(400, 404);
        }
        web.get("/nothing").problem(404);
        web.send("PUT", "/api/projects", new byte[0]).problem(405);
    }

    @Test
    void mistakesInARequestAreNamed() {
        web.post("/api/projects", "{").problem(400);
        web.post("/api/projects", "[]").problem(400);
        web.post("/api/projects", "{\"name\": 1}").problem(400);
        web.post("/api/projects", "{\"name\": \" \"}").problem(400);
        web.post("/api/projects", "{\"nam\": \"x\"}").problem(400);
        web.post("/api/projects", "{\"name\": \"x\", \"example\": \"../runs.csv\"}")
                .problem(400);
        String path = web.project() + "/questions";
        for (String question : List.of(
                "{\"command\": \"serve\"}",
                "{\"command\": \"fit\", \"options\": {\"json\": true}}",
                "{\"command\": \"fit\", \"options\": {\"bootstrap\": [1, 2]}}",
                "{\"command\": \"fit\", \"options\": {\"bootstrap\": {}}}",
                "{\"command\": \"fit\", \"arguments\": [\"--save=x\"]}",
                "{\"command\": \"fit\", \"arguments\": \"runs.csv\"}",
                "{\"command\": \"fit\", \"other\": 1}",
                "{\"questions\": 1}",
                "{}")) {
            assertThat(web.post(path, question).problem(400).get("detail").asString())
                    .as(question)
                    .isNotEmpty();
        }
        assertThat(web.post(path, "{\"command\": \"fti\"}")
                        .problem(400)
                        .get("wayOut")
                        .asString())
                .isEqualTo("Did you mean fit?");
        web.post(path, "{\"command\": \"fit\", \"options\": {\"bootstrap\": 1001}}")
                .problem(413);
        web.post(path, "{\"command\": \"fit\", \"options\": {\"bootstrap\": \"1e9\"}}")
                .problem(413);
        web.post(path, "{\"command\": \"fit\", \"options\": {\"where\": \"" + "x".repeat(501) + "\"}}")
                .problem(413);
    }
}
