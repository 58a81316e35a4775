package org.isoflop.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.isoflop.server.Limits;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.CommandInfo;
import org.isoflop.server.question.CommandInfo.Kind;
import org.isoflop.server.question.CommandInfo.OptionInfo;
import org.isoflop.server.question.CommandInfo.ParameterInfo;
import org.isoflop.server.question.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a free port with commands of a test, and a client that speaks to it. */
final class Web implements AutoCloseable {
    static final String TABLE = "params,tokens,loss,data\n1e8,1e9,3.1,c4\n2e8,2e9,3.0,c4\n4e8,4e9,2.9,pile\n";

    /** Room for mistakes and little for anything else. */
    static final Limits SMALL = new Limits(200_000, 600_000, 1_000, 50, 500, 1_000, 3, 2, 4);

    final WebServer server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Optional<String> token;

    private Web(WebServer server, Optional<String> token) {
        this.server = server;
        this.token = token;
    }

    static Web start(Path data, Answerer answerer) {
        return start(data, answerer, SMALL, Optional.empty());
    }

    static Web start(Path data, Answerer answerer, Limits limits, Optional<String> token) {
        var settings = new Settings("127.0.0.1", 0, token, List.of(), data, limits, "test");
        return new Web(WebServer.start(settings, answerer, commands()), token);
    }

    /** One command of the list of the gate, and one that is not on it. */
    private static List<CommandInfo> commands() {
        return List.of(
                new CommandInfo(
                        "fit",
                        "Fit.",
                        "",
                        List.of(new ParameterInfo("RUNS", "", 0, 9)),
                        List.of(
                                new OptionInfo("bootstrap", "K", "", Kind.INTEGER, false, false, ""),
                                new OptionInfo("where", "CONDITION", "", Kind.TEXT, true, false, ""),
                                new OptionInfo("save", "FILE", "", Kind.FILE, false, false, ""),
                                new OptionInfo("sensitivity", "", "", Kind.FLAG, false, false, ""),
                                new OptionInfo("json", "", "", Kind.FLAG, false, false, ""))),
                new CommandInfo("laws", "Laws.", "", List.of(), List.of()),
                new CommandInfo("laws search", "Laws.", "", List.of(), List.of()),
                new CommandInfo("laws show", "Law.", "", List.of(), List.of()),
                new CommandInfo("serve", "Serve.", "", List.of(), List.of()));
    }

    /** Answers with the arguments themselves. */
    static Outcome echo(Answerer.Order order) {
        var json = Json.object();
        order.arguments().forEach(json.putArray("arguments")::add);
        json.put("version", "test").putArray("warnings");
        return new Outcome(0, json.toString(), true, List.of(), Optional.empty());
    }

    String base() {
        return "http://127.0.0.1:" + server.port();
    }

    /** What came back. */
    record Reply(int status, String body, HttpResponse<byte[]> response) {
        JsonNode json() {
            return JsonMapper.builder().build().readTree(body);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The problem that it must be. */
        JsonNode problem(int expected) {
            if (status != expected || !header("Content-Type").startsWith("application/problem+json")) {
                throw new AssertionError("expected %d, found %d: %s".formatted(expected, status, body));
            }
            return json();
        }

        Reply expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected %d, found %d: %s".formatted(expected, status, body));
            }
            return this;
        }
    }

    Reply send(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    Reply post(String path, String json) {
        return send("POST", path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    Reply put(String path, byte[] body) {
        return send("PUT", path, body, "Content-Type", "application/octet-stream");
    }

    Reply put(String path, String body) {
        return put(path, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A new project with a table in it; its path. */
    String project() {
        String id = post("/api/projects", "{\"name\": \"test\"}")
                .expect(201)
                .json()
                .get("id")
                .asString();
        String path = "/api/projects/" + id;
        put(path + "/files/runs.csv", TABLE).expect(200);
        return path;
    }

    Socket socket() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends bytes as they are, and reads what comes until the server closes or has answered. */
    String raw(String request) throws IOException {
        try (Socket socket = socket()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
