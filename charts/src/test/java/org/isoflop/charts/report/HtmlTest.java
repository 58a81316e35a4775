package org.isoflop.charts.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.charts.Chromium;
import org.isoflop.charts.Ink;
import org.isoflop.charts.SampleCharts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a browser that has no network. */
@Tag("slow")
class HtmlTest {
    private static final int CHARTS = SampleCharts.all().size();

    @TempDir
    private static Path folder;

    private static Chromium chromium;
    private static Path file;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        file = Files.writeString(folder.resolve("report.html"), Html.of(SampleReport.report()));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** A page with the report, and all that it complains of. */
    private record Opened(BrowserContext context, Page page, List<String> complaints) implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }

    private static Opened open(Browser.NewContextOptions options) {
        BrowserContext context = chromium.browser().newContext(options.setOffline(true));
        var complaints = new ArrayList<String>();
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                complaints.add("asks for " + request.url());
            }
        });
        page.navigate(file.toUri().toString());
        return new Opened(context, page, complaints);
    }

    private static Browser.NewContextOptions wide() {
        return new Browser.NewContextOptions().setViewportSize(1000, 800);
    }

    private static int width(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
    }

    @Test
    void everyChartIsDrawnWithoutANetworkAndWithoutAComplaint() {
        try (Opened opened = open(wide())) {
            opened.page().waitForSelector("html.ready", new Page.WaitForSelectorOptions().setTimeout(60_000));
            assertThat(opened.page().locator("figure.drawn .vega svg").count()).isEqualTo(CHARTS);
            for (Locator figure : opened.page().locator("figure").all()) {
                String label = figure.getAttribute("data-label");
                assertThat(figure.locator(".vega .role-mark path, .vega .role-mark line, .vega .role-mark rect")
                                .count())
                        .as(label)
                        .isGreaterThan(3);
                assertThat(figure.locator(".vega").getAttribute("aria-label"))
                        .isEqualTo(label)
                        .isNotEmpty();
                assertThat(figure.locator(".wide").isVisible()).isFalse();
            }
            assertThat(opened.page().locator(".formula .katex").count()).isEqualTo(1);
            assertThat(opened.complaints()).isEmpty();
        }
    }

    @Test
    void nothingInTheTextIsTakenForMarkup() {
        try (Opened opened = open(wide())) {
            assertThat(opened.page().evaluate("window.hurt")).isNull();
            assertThat(opened.page().locator("p.lead").textContent()).isEqualTo(SampleReport.NASTY);
        }
    }

    @Test
    void withoutScriptsThePicturesAreThere() {
        try (Opened opened = open(wide().setJavaScriptEnabled(false))) {
            assertThat(opened.page().locator(".wide svg[role=img]:visible").count())
                    .isEqualTo(CHARTS);
            assertThat(opened.page().locator(".formula").textContent()).isEqualTo("loss = E + A/N^α");
        }
    }

    @Test
    void aTelephoneNeedsNoScrollingToTheSide() {
        try (Opened opened = open(new Browser.NewContextOptions().setViewportSize(390, 800))) {
            opened.page().waitForSelector("html.ready", new Page.WaitForSelectorOptions().setTimeout(60_000));
            assertThat(opened.page().locator(".narrow svg:visible").count()).isEqualTo(CHARTS);
            assertThat(width(opened.page())).isLessThanOrEqualTo(390);
        }
    }

    @Test
    void inTheDarkThePageIsDarkAndOnPaperLight() {
        try (Opened opened = open(wide().setColorScheme(ColorScheme.DARK))) {
            opened.page().waitForSelector("html.ready", new Page.WaitForSelectorOptions().setTimeout(60_000));
            assertThat(opened.page().evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(21, 24, 29)");
            String drawn = opened.page().locator(".vega").first().innerHTML();
            assertThat(drawn).contains(Ink.BLUE.dark()).doesNotContain(Ink.BLUE.light());
            // On paper it is light again.
            opened.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(opened.page().locator(".wide svg:visible").count()).isEqualTo(CHARTS);
            assertThat(opened.page().locator(".vega:visible").count()).isZero();
            assertThat(opened.page().evaluate("getComputedStyle(document.querySelector('.wide svg rect')).fill"))
                    .isEqualTo("rgb(255, 255, 255)");
        }
    }
}
