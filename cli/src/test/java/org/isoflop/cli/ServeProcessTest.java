package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a server in a process of its own shows: how it begins, and how it ends. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ServeProcessTest {
    private static final Pattern LISTENING = Pattern.compile("isoflop: listening on (http://127\\.0\\.0\\.1:\\d+/)");
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path data;

    /** A server that listens. */
    private record Served(Process process, BufferedReader err, String url) {
        String send(HttpRequest.Builder request) throws IOException, InterruptedException {
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).as(response.body()).isLessThan(300);
                return response.body();
            }
        }

        String projects() throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(URI.create(url + "api/projects")));
        }

        void create(String name) throws IOException, InterruptedException {
            send(HttpRequest.newBuilder(URI.create(url + "api/projects"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"" + name + "\"}")));
        }
    }

    private Process start(String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Isoflop.class.getName(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).start();
    }

    private Served served() throws IOException {
        Process process = start();
        BufferedReader err = process.errorReader();
        String line = err.readLine();
        Matcher listening = LISTENING.matcher(line);
        assertThat(listening.matches()).as(line).isTrue();
        assertThat(err.readLine()).isEqualTo("isoflop: projects are in %s; Ctrl-C ends".formatted(data));
        return new Served(process, err, listening.group(1));
    }

    @Test
    void ctrlCEndsItAndAKillDoesNoHarm() throws IOException, InterruptedException {
        Served first = served();
        first.create("one");
        // The folder is taken, and that is said.
        Process second = start();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(Isoflop.IMPOSSIBLE);
        assertThat(second.errorReader().readAllAsString())
                .startsWith("isoflop: the projects in " + data.resolve("projects.duckdb") + " cannot be opened")
                .contains("Another isoflop serve uses them");
        new ProcessBuilder("kill", "-INT", Long.toString(first.process().pid()))
                .start()
                .waitFor();
        assertThat(first.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(first.process().exitValue()).isEqualTo(INTERRUPTED);
        assertThat(first.err().readAllAsString()).isEqualTo("isoflop: stopped\n");

        Served third = served();
        assertThat(third.projects()).contains("\"name\":\"one\"");
        third.create("two");
        third.process().destroyForcibly();
        third.process().waitFor();

        Served fourth = served();
        assertThat(fourth.projects()).contains("\"name\":\"one\"").contains("\"name\":\"two\"");
        fourth.process().destroy();
        assertThat(fourth.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void wrongCallsAreRefused() {
        assertThat(Cli.run("serve", "--port", "70000").err())
                .startsWith("isoflop: --port lies between 0 and 65535, not at 70000");
        assertThat(Cli.run("serve", "--token", "short").err())
                .startsWith("isoflop: --token has at least 16 characters");
        assertThat(Cli.run("serve", "--at-once", "0").code()).isEqualTo(Isoflop.WRONG_CALL);
        assertThat(Cli.run("serve", "--max-upload", "much").err())
                .startsWith("isoflop: --max-upload is a positive number");
        Cli nowhere = Cli.run("serve", "--port", "0", "--data", "/dev/null/x");
        assertThat(nowhere.code()).isEqualTo(Isoflop.IMPOSSIBLE);
        assertThat(nowhere.err()).startsWith("isoflop: the data folder /dev/null/x cannot be made");
        assertThat(Cli.run("serve", "--port", "0", "--address", "no.such.host.invalid", "--data", data.toString())
                        .code())
                .isEqualTo(Isoflop.IMPOSSIBLE);
    }
}
