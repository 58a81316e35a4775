package org.isoflop.bench.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a table in a project of their own, who drops it, looks at it, and drags. */
final class User {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHOSEN = "\"where\": [\"dropped_by_besiroglu == 0\"]";
    private static final int FIRST_LINE = 7;
    private static final int ROWS = 240;

    private final HttpClient client;
    private final String url;
    private final String project;
    private final byte[] table;
    private final int number;
    private int drags;

    /**
     * @param number tells users apart, so that no two drag the same at the same time
     * @param table 245 runs, 240 of which are fitted to
     */
    User(HttpClient client, String url, int number, byte[] table) {
        this.client = client;
        this.url = url;
        this.number = number;
        this.table = table;
        this.project = "/api/projects/"
                + post("/api/projects", "{\"name\": \"user %d\"}".formatted(number))
                        .get("id")
                        .asString();
    }

    int number() {
        return number;
    }

    /** A table is put in, looked at, fitted, and its chart drawn: what happens when somebody drops a file. */
    void drop() {
        send(request("/files/runs.csv")
                .header("Content-Type", "text/csv")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(table))
                .build());
        send(request("/files/runs.csv/table?limit=300").GET().build());
        String options = "{%s, \"bootstrap\": 200%s}";
        JsonNode answers = post(
                        project + "/questions",
                        ("{\"questions\": [{\"command\": \"fit\", \"arguments\": [\"runs.csv\"], \"options\": %s},"
                                        + " {\"command\": \"plot\", \"arguments\": [\"runs.csv\"], \"options\": %s}]}")
                                .formatted(
                                        options.formatted(CHOSEN, ""),
                                        options.formatted(CHOSEN, ", \"kind\": \"loss\"")))
                .get("answers");
        if (!answers.get(1).has("answer")) {
            throw new IllegalStateException(answers.toString());
        }
    }

    /** Another run is left out, and everything follows: 200 resamples of 239 runs. */
    void drag() {
        int line = FIRST_LINE + (number * 31 + drags++) % (ROWS - 1);
        JsonNode answer = post(
                project + "/questions",
                "{\"command\": \"fit\", \"arguments\": [\"runs.csv\"], \"options\": {%s, \"bootstrap\": 200, \"leave-out\": \"%d\"}}"
                        .formatted(CHOSEN, line));
        int rows = answer.get("answer").get("rows").asInt();
        if (rows < ROWS - 1) {
            throw new IllegalStateException("fitted to " + rows + " rows");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + project + path));
    }

    private JsonNode post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
