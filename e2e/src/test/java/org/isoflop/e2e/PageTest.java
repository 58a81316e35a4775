package org.isoflop.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.isoflop.charts.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page from the first screen to the export, and what happens beside the way. */
@Tag("slow")
class PageTest {
    private static final Path EXAMPLE = Path.of("../examples/runs.csv");
    private static final List<String> SCREENS =
            List.of("runs", "law", "trust", "forecast", "compare", "plan", "tune", "catalogue", "share");

    @TempDir
    private static Path data;

    private static Chromium chromium;
    private static Serving serving;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        serving = Serving.start(data);
    }

    @AfterAll
    static void stop() {
        if (serving != null) {
            serving.close();
            chromium.close();
        }
    }

    private static Tab open() {
        return open(new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    private static Tab open(Browser.NewContextOptions options) {
        return Tab.open(chromium.browser(), serving.url(), options);
    }

    /** The runs that were published, where they are beside the project; else the example. */
    private static Path runs() {
        for (String folder : List.of("../../shared/data", "../shared/data")) {
            Path file = Path.of(folder, "chinchilla_epoch.csv");
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return EXAMPLE;
    }

    private static void upload(Tab tab, Path file) {
        tab.find("#picker").setInputFiles(file);
    }

    private static Path downloaded(Tab tab, String button) {
        Download download = tab.page().waitForDownload(() -> tab.find(button).click());
        return download.path();
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }

    private static double parameter(JsonNode fit, String name) {
        return fit.path("parameters").path(name).path("estimate").asDouble();
    }

    /** Upload, fit, leave a run out, back-test, forecast, plan, export. */
    @Test
    void theWholeWay(@TempDir Path folder) throws IOException {
        try (Tab tab = open()) {
            Path table = Files.copy(runs(), folder.resolve(runs().getFileName().toString()));
            upload(tab, table);
            tab.awaitFit();
            int all = Integer.parseInt(tab.find(".quality dd").first().textContent());
            String before = tab.coefficient("alpha");
            assertThat(tab.find(".vega svg path.run")).hasCount(all);

            tab.find(".vega svg path.run").last().click();
            tab.awaitRuns(all - 1);
            assertThat(tab.coefficient("alpha")).isNotEqualTo(before);
            assertThat(tab.find(".left-out .chip")).hasCount(1);
            requireSameOnTheCommandLine(tab, folder);

            tab.go("trust");
            assertThat(tab.number("mean error")).containsText("%");
            String tested = tab.number("tested on").textContent();
            tab.find("input[type=range]").focus();
            for (int i = 0; i < 3; i++) {
                tab.page().keyboard().press("PageDown");
            }
            assertThat(tab.number("tested on")).not().hasText(tested);
            assertThat(tab.find(".command")).containsText("isoflop backtest " + table.getFileName());
            tab.find("#rivals").click();
            tab.find(".rivals tr.best").waitFor(new Locator.WaitForOptions().setTimeout(60_000));

            tab.go("forecast");
            assertThat(tab.find(".big-number")).hasText(Pattern.compile("\\d\\.\\d{3}"));
            assertThat(tab.number("by back-tests")).containsText("…");
            assertThat(tab.number("if the law is right")).containsText("…");

            tab.go("plan");
            String size = tab.number("model N").textContent();
            tab.find("input[type=range]").first().press("PageUp");
            assertThat(tab.number("model N")).not().hasText(size);

            tab.go("share");
            requireExports(tab, all - 1);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /** The command line on the screen, given to the command, gives the numbers on the screen. */
    private static void requireSameOnTheCommandLine(Tab tab, Path folder) {
        String line = tab.find(".command").textContent();
        List<String> words = List.of(line.replace("'", "").split(" ", -1));
        assertThat(words.getFirst()).isEqualTo("isoflop");
        String shown = tab.coefficient("alpha");
        String answer = Command.answer(
                folder, List.of((String.join(" ", words.subList(1, words.size())) + " --json").split(" ")));
        // Four digits are shown.
        assertThat(Double.parseDouble(shown)).isCloseTo(parameter(json(answer), "alpha"), within(5e-5));
    }

    private static void requireExports(Tab tab, int rows) throws IOException {
        JsonNode fit = json(Files.readString(downloaded(tab, "#share-main-fit-json")));
        assertThat(fit.path("rows").asInt()).isEqualTo(rows);
        assertThat(Files.readString(downloaded(tab, "#share-loss-svg"))).startsWith("<svg");
        assertThat(Files.readAllLines(downloaded(tab, "#share-predicted-csv")).getFirst())
                .contains("predicted", "low", "high");
        String report = Files.readString(downloaded(tab, "#share-report-html"));
        assertThat(report).contains("<html", "vegaEmbed", "chinchilla").doesNotContain("https://cdn");
    }

    @Test
    void aFileThatIsNoTableIsRefusedInWords() {
        try (Tab tab = open()) {
            var wrong =
                    new FilePayload("notes.csv", "text/csv", "N,D,loss\n1e8,2e9\n".getBytes(StandardCharsets.UTF_8));
            tab.find("#picker").setInputFiles(wrong);
            Locator problem = tab.find(".home .problem");
            assertThat(problem).isVisible();
            assertThat(problem).containsText("notes.csv");
            assertThat(tab.find(".projects a:has-text('notes')")).hasCount(0);

            // What one may drop by mistake as well.
            tab.find("#picker").setInputFiles(new FilePayload("photo.png", "image/png", new byte[] {1, 2, 3}));
            assertThat(problem).containsText("photo.png");
            assertThat(problem).containsText(".csv");
        }
    }

    @Test
    void aMistakeInAFormulaIsShownAtItsPlace() {
        try (Tab tab = open()) {
            tab.begin("runs.csv");
            String fitted = tab.coefficient("alpha");
            tab.type("loss = E + A/N^alpha + B/D^)");
            assertThat(tab.find(".formula-said mark")).hasText(")");
            assertThat(tab.find("#formula")).hasAttribute("aria-invalid", "");
            // What was there stays until there is something better.
            assertThat(tab.coefficient("alpha")).isEqualTo(fitted);

            tab.type("loss = E + A/N^alpha");
            assertThat(tab.find(".formula-said .problem")).hasCount(0);
            assertThat(tab.find(".coefficients tr[data-name='beta']")).hasCount(0);
            assertThat(tab.find(".coefficients tr[data-name='alpha']")).hasCount(1);
            assertThat(tab.find(".command")).containsText("--formula 'loss = E + A/N^alpha'");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void aReloadComesBackToTheSameScreen() {
        try (Tab tab = open()) {
            tab.begin("runs.csv");
            tab.button("IsoFLOP").click();
            tab.find(".vega svg path.run").first().click();
            tab.awaitRuns(43);
            String alpha = tab.coefficient("alpha");
            String line = tab.find(".left-out .chip").textContent();
            tab.page().waitForTimeout(600);

            tab.page().reload();
            tab.awaitRuns(43);
            assertThat(tab.coefficient("alpha")).isEqualTo(alpha);
            assertThat(tab.find(".left-out .chip")).hasText(line);
            assertThat(tab.button("IsoFLOP")).hasAttribute("aria-pressed", "true");
        }
    }

    @Test
    void twoTabsDoNotOverwriteEachOther() {
        try (Tab one = open()) {
            one.begin("runs.csv");
            one.page().waitForTimeout(600);
            Tab two = one.again();
            two.awaitFit();
            one.find(".vega svg path.run").first().click();
            one.awaitRuns(43);
            one.page().waitForTimeout(600);

            two.button("Residuals").click();
            assertThat(two.find(".banner")).containsText("Another tab changed this project");
            two.button("Show what the other tab has").click();
            two.awaitRuns(43);
            assertThat(two.find(".banner")).isHidden();

            // From here on this tab is the one that is ahead.
            two.button("Residuals").click();
            two.page().waitForTimeout(600);
            one.button("Surface").click();
            one.button("Keep what is here").click();
            one.page().waitForTimeout(600);
            one.page().reload();
            one.awaitRuns(43);
            assertThat(one.button("Surface")).hasAttribute("aria-pressed", "true");
        }
    }

    @Test
    void theKeyboardIsEnough() {
        try (Tab tab = open()) {
            tab.find(".card").first().focus();
            press(tab, "Enter");
            tab.awaitFit();
            tab.find(".skip").focus();
            press(tab, "Enter");
            assertThat(tab.find("main")).isFocused();
            assertThat(tab.find("#tab-law")).hasAttribute("aria-current", "page");

            // The fit may be there before its chart, and without a chart there is no run to go to.
            tab.find(".chart path.run").first().waitFor();
            tab.find(".frame").first().focus();
            press(tab, "ArrowRight", "ArrowRight");
            assertThat(tab.find(".chart [aria-live]")).containsText("runs.csv:");
            press(tab, "Enter");
            tab.awaitRuns(43);
            // Where the keyboard was it still is.
            assertThat(tab.find(".frame").first()).isFocused();

            tab.button("Catalogue").focus();
            press(tab, "Enter");
            assertThat(tab.page().getByPlaceholder("Search laws")).isFocused();
            tab.page().keyboard().type("chinchilla-tied");
            assertThat(tab.find("[role=option]").first()).containsText("chinchilla-tied");
            press(tab, "Enter");
            assertThat(tab.find(".coefficients tr[data-name='beta']")).hasCount(0);
            assertThat(tab.find(".command")).containsText("--law chinchilla-tied");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private static void press(Tab tab, String... keys) {
        for (String key : keys) {
            tab.page().keyboard().press(key);
        }
    }

    @Test
    void aTelephoneIsWideEnough() {
        var telephone =
                new Browser.NewContextOptions().setViewportSize(360, 740).setColorScheme(ColorScheme.DARK);
        try (Tab tab = open(telephone)) {
            assertThat(tab.find(".card").first()).isVisible();
            assertThat(tab.isTooWide()).as("first screen").isFalse();
            tab.begin("three-recipes.csv");
            for (String screen : SCREENS) {
                tab.go(screen);
                tab.page().waitForTimeout(250);
                assertThat(tab.isTooWide()).as(screen).isFalse();
            }
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void longWorkCanBeCancelled() {
        try (Tab tab = open()) {
            tab.begin("three-recipes.csv");
            tab.go("compare");
            tab.find("#cancel").click();
            assertThat(tab.find(".work")).isHidden();
            assertThat(tab.find(".ranks tbody tr")).hasCount(0);

            tab.find("#by").focus();
            tab.find("input[type=range]").press("ArrowRight");
            assertThat(tab.find(".ranks tbody tr")).hasCount(3);
            assertThat(tab.find(".chart .finding").last()).containsText("is best at");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void aProjectThatWasSavedIsLoadedAgain() {
        try (Tab tab = open()) {
            tab.begin("runs.csv");
            tab.find(".vega svg path.run").first().click();
            tab.awaitRuns(43);
            String alpha = tab.coefficient("alpha");
            tab.go("share");
            Download download =
                    tab.page().waitForDownload(() -> tab.find("#save-project").click());
            Path file = data.resolve(download.suggestedFilename());
            download.saveAs(file);

            tab.find(".wordmark").click();
            upload(tab, file);
            tab.go("law");
            tab.awaitRuns(43);
            assertThat(tab.coefficient("alpha")).isEqualTo(alpha);
        }
    }
}
