package org.isoflop.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people with bad luck or bad intentions send: it is refused in clear words, and nobody else notices. */
class AbuseTest {
    @TempDir
    private static Path data;

    private static Web web;
    private static String project = "";

    /** Opened by work that has been stopped. */
    private static volatile CountDownLatch stopped = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        web = Web.start(data, AbuseTest::answer);
        project = web.project();
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    /** Echoes, or works until it is interrupted, or for a moment. */
    private static Outcome answer(Answerer.Order order) {
        if (order.arguments().contains("forever")) {
            work(Duration.ofMinutes(5));
        }
        if (order.arguments().contains("moment")) {
            work(Duration.ofMillis(20));
        }
        if (order.arguments().contains("overflow")) {
            throw new StackOverflowError();
        }
        if (order.arguments().contains("mistake")) {
            throw new IllegalStateException("secret");
        }
        return Web.echo(order);
    }

    private static void work(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            stopped.countDown();
            throw new CancellationException("interrupted");
        }
    }

    /** Whatever was done to it: it answers, and what was there is there. */
    @AfterEach
    void isAsBefore() {
        web.get("/api").expect(200);
        assertThat(web.get(project + "/files/runs.csv").expect(200).body()).isEqualTo(Web.TABLE);
        assertThat(web.get(project).expect(200).json().get("files").size()).isEqualTo(1);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void tooLargeAFileIsRefusedBeforeItHasCome() throws IOException {
        String head =
                "PUT %s/files/large.csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nConnection: close\r\n"
                        .formatted(project);
        assertThat(web.raw(head + "Content-Length: 999999999999\r\n\r\nN,loss\n"))
                .startsWith("HTTP/1.1 413");
        try (Socket socket = web.socket()) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(head + "Transfer-Encoding: chunked\r\n\r\n"));
            byte[] chunk = bytes("10000\r\n" + "1,2\n".repeat(0x4000) + "\r\n");
            for (int i = 0; i < 4; i++) {
                out.write(chunk);
            }
            out.flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aTableOfAMillionColumnsIsRefused() {
        byte[] table = bytes("c,".repeat(1_000_000) + "c\n");
        web.put(project + "/files/wide.csv", table).problem(413);
        byte[] fewer = bytes("c,".repeat(90_000) + "c\n");
        assertThat(web.put(project + "/files/wide.csv", fewer)
                        .problem(422)
                        .get("detail")
                        .asString())
                .endsWith("has more than 50 columns, the most that is taken here");
    }

    @Test
    void aSmallFileThatHoldsALargeTableIsRefused() throws IOException {
        byte[] rows = gzip(bytes("N,loss\n" + "1,2\n".repeat(3_000_000)));
        assertThat(rows.length).isLessThan(100_000);
        assertThat(web.put(project + "/files/bomb.csv.gz", rows)
                        .problem(422)
                        .get("detail")
                        .asString())
                .contains("has more than 1,000 rows");
        byte[] columns = gzip(bytes("c1" + ",x".repeat(3_000_000) + "\n"));
        assertThat(web.put(project + "/files/bomb.csv.gz", columns)
                        .problem(422)
                        .get("detail")
                        .asString())
                .contains("more than 50 columns");
        byte[] cell = gzip(bytes("N,loss\n1," + "2".repeat(40_000_000)));
        web.put(project + "/files/bomb.csv.gz", cell).problem(422);
    }

    @Test
    void aProjectDoesNotGrowWithoutEnd() {
        String path = web.project();
        String table = "N,loss\n" + "1.2345678901234567,2.345678901234567\n".repeat(900);
        int kept = 0;
        Web.Reply reply = web.put(path + "/files/t0.csv", table);
        while (reply.status() == 200 && kept < 100) {
            kept++;
            reply = web.put(path + "/files/t" + kept + ".csv", table);
        }
        assertThat(reply.problem(413).get("detail").asString()).startsWith("a project holds at most 600,000 bytes");
        assertThat(web.get(path).json().get("files").size()).isEqualTo(kept + 1);
        web.send("DELETE", path, new byte[0]).expect(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x.csv",
                "..%2f..%2fx.csv",
                "%2e%2e/x.csv",
                "%2e%2e%2fx.csv",
                "a%2fb.csv",
                "a%5cb.csv",
                "%2fetc%2fpasswd",
                ".hidden.csv",
                "-rf.csv",
                "x%00.csv",
                "x%0a.csv",
                "con.csv",
                "x..csv",
                "~root.csv",
                "$HOME.csv",
                "x*.csv",
                "%c0%ae%c0%ae%c0%afx.csv"
            })
    void aNameThatLeadsElsewhereIsRefused(String name) throws IOException {
        String answer = web.raw(
                "PUT %s/files/%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 11\r\nConnection: close\r\n\r\nN,loss\n1,2\n"
                        .formatted(project, name));
        assertThat(answer.substring(0, 12)).as(answer).isIn("HTTP/1.1 400", "HTTP/1.1 404", "HTTP/1.1 405");
        String read = web.raw(
                "GET %s/files/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(project, name));
        assertThat(read.substring(0, 12)).as(read).isIn("HTTP/1.1 400", "HTTP/1.1 404");
    }

    @Test
    void brokenRequestsAreRefused() throws IOException {
        assertThat(web.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(web.raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(web.raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(web.raw(String.join(
                        "\r\n",
                        "POST /api/projects HTTP/1.1",
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Content-Length: 5",
                        "Transfer-Encoding: chunked",
                        "Connection: close",
                        "",
                        "0",
                        "",
                        "")))
                .startsWith("HTTP/1.1 400");
        web.post("/api/projects", "{\"name\": " + "[".repeat(100_000)).problem(400);
        web.post("/api/projects", "{\"name\": \"" + "x".repeat(100_000) + "\"}").problem(400);
        web.post(project + "/questions", "{\"command\": \"" + "x".repeat(100_000) + "\"}")
                .problem(400);
        byte[] notUtf8 = {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, (byte) 0xfe, '"', '}'};
        web.send("POST", "/api/projects", notUtf8, "Content-Type", "application/json")
                .problem(400);
    }

    @Test
    void aMistakeTellsNothingOfTheInside() {
        String body = web.post(project + "/questions", "{\"command\": \"fit\", \"arguments\": [\"mistake\"]}")
                .problem(500)
                .toString();
        assertThat(body).contains("IllegalStateException").doesNotContain("secret");
        web.post(project + "/questions", "{\"command\": \"fit\", \"arguments\": [\"overflow\"]}")
                .problem(422);
    }

    @Test
    void workThatTakesTooLongIsStopped() throws InterruptedException {
        stopped = new CountDownLatch(1);
        Instant begun = Instant.now();
        web.post(project + "/questions", "{\"command\": \"fit\", \"arguments\": [\"forever\"]}")
                .problem(504);
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(20));
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void workForSomebodyWhoHasLeftIsStopped(String accept) throws IOException, InterruptedException {
        stopped = new CountDownLatch(1);
        String body = "{\"command\": \"fit\", \"arguments\": [\"forever\"]}";
        try (Socket socket = web.socket()) {
            socket.getOutputStream()
                    .write(bytes(
                            "POST %s/questions HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                    .formatted(project, accept, body.length(), body)));
            socket.getOutputStream().flush();
            Thread.sleep(400);
        }
        // Well before the three seconds that it may take.
        assertThat(stopped.await(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThousandQuestionsAtOnceAreAnsweredOrSentAway() throws Exception {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var replies = new ArrayList<Future<Web.Reply>>();
            for (int i = 0; i < 1_000; i++) {
                replies.add(pool.submit(
                        () -> web.post(project + "/questions", "{\"command\": \"fit\", \"arguments\": [\"moment\"]}")));
            }
            for (Future<Web.Reply> reply : replies) {
                Web.Reply one = reply.get(60, TimeUnit.SECONDS);
                statuses.merge(one.status(), 1, Integer::sum);
                if (one.status() == 429) {
                    assertThat(one.header("Retry-After")).isEqualTo("1");
                }
            }
        }
        assertThat(statuses.keySet()).isSubsetOf(200, 429);
        assertThat(statuses.get(200)).isPositive();
    }

    @Test
    void slowClientsKeepNobodyWaiting() throws IOException {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = web.socket();
                slow.add(socket);
                socket.getOutputStream().write(bytes("GET /api HTTP/1.1\r\nHost: loc"));
                Socket upload = web.socket();
                slow.add(upload);
                upload.getOutputStream()
                        .write(bytes(
                                "PUT %s/files/slow.csv HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: 5000\r\n\r\nN,loss\n"
                                        .formatted(project)));
            }
            Instant begun = Instant.now();
            for (int i = 0; i < 20; i++) {
                web.post(project + "/questions", "{\"command\": \"fit\"}").expect(200);
            }
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
        } finally {
            for (Socket socket : slow) {
                closeHard(socket);
            }
        }
    }

    private static void closeHard(Socket socket) throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It is closed already.
        }
        socket.close();
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        List<String> paths = List.of(web.project(), web.project());
        try (var pool = Executors.newFixedThreadPool(8)) {
            var replies = new ArrayList<Future<Web.Reply>>();
            for (int i = 0; i < 80; i++) {
                String file = paths.get(i % 2) + "/files/f" + i + ".csv";
                String table = "N,loss\n" + i + ",2\n";
                replies.add(pool.submit(() -> web.put(file, table)));
            }
            for (Future<Web.Reply> reply : replies) {
                // The desk sends away who comes when it is full; they come again.
                assertThat(reply.get(60, TimeUnit.SECONDS).status()).isIn(200, 429);
            }
            int kept = 0;
            for (int i = 0; i < 80; i++) {
                Web.Reply put = replies.get(i).get();
                Web.Reply read = web.get(paths.get(i % 2) + "/files/f" + i + ".csv");
                assertThat(read.status()).isEqualTo(put.status() == 200 ? 200 : 404);
                if (put.status() == 200) {
                    kept++;
                    assertThat(read.body()).isEqualTo("N,loss\n" + i + ",2\n");
                }
            }
            assertThat(kept).isPositive();
        }
        for (String path : paths) {
            web.send("DELETE", path, new byte[0]).expect(204);
        }
    }
}
