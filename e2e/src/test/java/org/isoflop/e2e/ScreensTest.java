package org.isoflop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isoflop.charts.Chromium;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of the page in the documents; {@code -Dgolden.update=true} takes them again. */
@Tag("slow")
class ScreensTest {
    private static final Path FOLDER = Path.of("../docs/screens");
    private static final int MOST_BYTES = 250_000;

    @Test
    void picturesAreThereAndSmall() throws IOException {
        for (String name : List.of("law.png", "plan.png")) {
            assertThat(FOLDER.resolve(name)).isRegularFile();
            assertThat(Files.size(FOLDER.resolve(name))).as(name).isLessThan(MOST_BYTES);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "golden.update", matches = "true")
    void take(@TempDir Path data) throws IOException {
        Files.createDirectories(FOLDER);
        try (Chromium chromium = Chromium.start();
                Serving serving = Serving.start(data)) {
            try (Tab tab = open(chromium, serving, ColorScheme.LIGHT)) {
                tab.begin("runs.csv");
                // One that lies far from the others, so that the ring of what was left out is seen.
                tab.find(".vega svg path.run").nth(6).click();
                tab.awaitRuns(43);
                picture(tab, "law.png");
            }
            try (Tab tab = open(chromium, serving, ColorScheme.DARK)) {
                tab.begin("runs.csv");
                tab.go("plan");
                assertThat(tab.find(".chart[data-drawn]")).hasCount(2);
                picture(tab, "plan.png");
            }
        }
    }

    private static Tab open(Chromium chromium, Serving serving, ColorScheme scheme) {
        return Tab.open(
                chromium.browser(),
                serving.url(),
                new Browser.NewContextOptions()
                        .setViewportSize(1360, 850)
                        .setDeviceScaleFactor(1.5)
                        .setColorScheme(scheme));
    }

    private static void picture(Tab tab, String name) {
        tab.page().mouse().move(1, 1);
        // What changed has faded by then.
        tab.page().waitForTimeout(1500);
        tab.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name)));
    }
}
