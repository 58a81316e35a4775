package org.isoflop.charts;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A browser without a screen. Where none is installed tests are skipped, aloud; with {@code ISOFLOP_BROWSER_REQUIRED} in
 * the environment, as in continuous integration, they fail.
 */
public final class Chromium implements AutoCloseable {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    /** Starts it; skips the test where there is none. */
    public static Chromium start() {
        for (Path place : PLACES) {
            if (Files.isExecutable(place)) {
                return new Chromium(place);
            }
        }
        String missing = "there is no Chromium in " + PLACES;
        if (System.getenv("ISOFLOP_BROWSER_REQUIRED") != null) {
            return Assertions.fail(missing);
        }
        return Assumptions.abort("skipped: " + missing);
    }

    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
