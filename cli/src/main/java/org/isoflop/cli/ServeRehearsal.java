package org.isoflop.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.isoflop.server.Limits;
import org.isoflop.server.http.Settings;
import org.isoflop.server.http.WebServer;

/**
 * Serves a project once, so that the JVM can keep the classes that a server needs in its ahead-of-time cache; the launcher
 * calls it after a build. As for {@link Rehearsal}, nothing here may be so large that the vector module is loaded.
 */
final class ServeRehearsal {
    private ServeRehearsal() {}

    /**
     * Rehearses with a table of runs.
     *
     * @param args the file of the table
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("isoflop-serve");
        var settings =
                new Settings("127.0.0.1", 0, Optional.empty(), List.of(), data, Limits.usual(), Version.current());
        try (WebServer server = WebServer.start(settings, new InProcess(), InProcess.commands());
                HttpClient client = HttpClient.newHttpClient()) {
            String url = server.url();
            send(client, HttpRequest.newBuilder(URI.create(url)).GET());
            String project = send(client, post(url + "api/projects", "{\"name\": \"rehearsal\"}"))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            String files = url + project.substring(1) + "/files/runs.csv";
            send(
                    client,
                    HttpRequest.newBuilder(URI.create(files))
                            .header("Content-Type", "text/csv")
                            .PUT(HttpRequest.BodyPublishers.ofFile(Path.of(args[0]))));
            send(client, HttpRequest.newBuilder(URI.create(files + "/table")).GET());
            for (String command : List.of("fit", "plot")) {
                send(
                        client,
                        post(
                                url + project.substring(1) + "/questions",
                                "{\"command\": \"%s\", \"arguments\": [\"runs.csv\"], \"options\": {\"bootstrap\": 100}}"
                                        .formatted(command)));
            }
        } finally {
            delete(data);
        }
        // Threads of others may live on for a while.
        System.exit(0);
    }

    private static HttpRequest.Builder post(String url, String json) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
