package org.isoflop.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final String TOKEN = "a-token-of-a-test-0123";

    @TempDir
    private static Path data;

    @TempDir
    private static Path other;

    private static Web open;
    private static Web locked;

    @BeforeAll
    static void start() {
        open = Web.start(data, Web::echo);
        locked = Web.start(other, Web::echo, Web.SMALL, Optional.of(TOKEN));
    }

    @AfterAll
    static void stop() {
        open.close();
        locked.close();
    }

    private static String raw(Web web, String method, String path, String... headers) throws IOException {
        return web.raw("%s %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
                .formatted(method, path, String.join("\r\n", headers)));
    }

    private static String host(Web web) {
        return "Host: localhost:" + web.server.port();
    }

    @Test
    void onlyItsOwnNamesAreAnswered() throws IOException {
        for (String name : new String[] {"localhost", "127.0.0.1", "[::1]", "LOCALHOST"}) {
            assertThat(raw(open, "GET", "/api", "Host: " + name + ":" + open.server.port()))
                    .startsWith("HTTP/1.1 200");
        }
        for (String name :
                new String[] {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.7"}) {
            assertThat(raw(open, "GET", "/api", "Host: " + name))
                    .startsWith("HTTP/1.1 403")
                    .contains("application/problem+json");
        }
        assertThat(raw(open, "GET", "/api", "X: y")).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "https://localhost"})
    void pagesOfOthersAreRefused(String origin) throws IOException {
        for (String path : new String[] {"/api", "/"}) {
            assertThat(raw(open, "GET", path, host(open), "Origin: " + origin)).startsWith("HTTP/1.1 403");
        }
        String answer = raw(open, "DELETE", "/api/projects/x", host(open), "Origin: " + origin);
        assertThat(answer).startsWith("HTTP/1.1 403").doesNotContainIgnoringCase("Access-Control-Allow");
    }

    @Test
    void aBrowserThatSaysWhereARequestComesFromIsBelieved() throws IOException {
        String own = "Origin: http://localhost:" + open.server.port();
        assertThat(raw(open, "GET", "/api", host(open), own, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw(open, "GET", "/api", host(open), "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(open, "GET", "/api", host(open), "Sec-Fetch-Site: same-site"))
                .startsWith("HTTP/1.1 403");
        // A link may lead here.
        assertThat(raw(open, "GET", "/", host(open), "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw(open, "OPTIONS", "/api/projects", host(open), "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aFormOfAnotherSiteCanSendNothing() {
        byte[] body = "{\"name\": \"x\"}".getBytes(StandardCharsets.UTF_8);
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
            open.send("POST", "/api/projects", body, "Content-Type", type).problem(415);
        }
        open.send("POST", "/api/projects", body).problem(415);
    }

    @Test
    void withoutTheTokenNothingIsAnswered() throws IOException {
        for (String path : new String[] {"/", "/api", "/api/projects", "/page/index.html", "/nothing"}) {
            String answer = raw(locked, "GET", path, host(locked));
            assertThat(answer).as(path).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer");
        }
        for (String wrong : new String[] {"x", TOKEN + "x", TOKEN.substring(1), ""}) {
            assertThat(raw(locked, "GET", "/api", host(locked), "Authorization: Bearer " + wrong))
                    .startsWith("HTTP/1.1 401");
            assertThat(raw(locked, "GET", "/?token=" + wrong, host(locked))).startsWith("HTTP/1.1 401");
            assertThat(raw(locked, "GET", "/api", host(locked), "Cookie: isoflop-token=" + wrong))
                    .startsWith("HTTP/1.1 401");
        }
        assertThat(raw(locked, "GET", "/api?token=" + TOKEN, host(locked))).startsWith("HTTP/1.1 401");
    }

    @Test
    void theTokenOpensAndTheCookieRemembersIt() throws IOException {
        locked.get("/api").expect(200);
        String page = raw(locked, "GET", "/?token=" + TOKEN, host(locked));
        assertThat(page).startsWith("HTTP/1.1 200");
        String cookie = page.lines()
                .filter(line -> line.startsWith("Set-Cookie:"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
        String sent = cookie.substring("Set-Cookie: ".length()).split(";", 2)[0];
        assertThat(raw(locked, "GET", "/api", host(locked), "Cookie: " + sent)).startsWith("HTTP/1.1 200");
    }

    @Test
    void anyAddressButLoopbackWantsAToken() {
        assertThat(Settings.isLoopback("127.0.0.1")).isTrue();
        assertThat(Settings.isLoopback("127.8.8.8")).isTrue();
        assertThat(Settings.isLoopback("::1")).isTrue();
        assertThat(Settings.isLoopback("localhost")).isTrue();
        assertThat(Settings.isLoopback("0.0.0.0")).isFalse();
        assertThat(Settings.isLoopback("::")).isFalse();
        assertThat(Settings.isLoopback("192.168.0.7")).isFalse();
    }
}
