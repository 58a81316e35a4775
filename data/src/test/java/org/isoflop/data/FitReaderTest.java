package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.isoflop.InputException;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Forecast;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Intervals;
import org.isoflop.uncertainty.Resampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A fit that was saved comes back bit for bit, and a file that is not one says why. */
class FitReaderTest {
    private static final Runs RUNS = Runs.of(
            List.of(
                    new Column.Numbers("N", new double[] {1e8, 2e8, 4e8, 8e8, 1.6e9, 3.2e9}),
                    new Column.Numbers("loss", new double[] {3.41, 3.19, 3.02, 2.87, 2.79, 2.68})),
            Origin.of("runs.csv"));

    private static final FitDocument DOCUMENT = document();

    @TempDir
    private Path folder;

    private static Search fitted(String law) {
        Model model = Model.of(Law.parse(law), RUNS);
        return Fitter.withDefaults().threads(1).search(model, Sample.of(model, RUNS));
    }

    /** A law with everything that a file must carry: a bound, a held parameter, draws, a warning. */
    private static FitDocument document() {
        Search search = fitted("loss = E + A/N^alpha where { E = 1.7; alpha in (0, 2) }");
        return new FitDocument(
                Optional.empty(),
                search.fit(),
                new Bootstrap(20, 7, 1, Progress.NONE).draw(search),
                0.8,
                20,
                7,
                "row",
                "runs.csv",
                Optional.of("0123"),
                List.of("fit", "my runs.csv", "--level", "0.8"),
                List.of(new Objection("few-runs", "6 runs")),
                "0.1.0",
                Optional.empty());
    }

    private static ObjectNode json() {
        return FitJson.saved(new FitFile(Optional.empty(), List.of(DOCUMENT)), "0.1.0");
    }

    private Path file(ObjectNode node) {
        return file(FitJson.text(node));
    }

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("fit.json"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Forecast forecast(FitDocument document) {
        return new Forecast(
                document.fit().model(),
                document.fit().theta(),
                document.draws(),
                document.fit().residuals(),
                document.fit().objective().logarithmic(),
                document.level());
    }

    @Test
    void everyBitComesBack() {
        FitDocument again = FitJson.read(file(json())).documents().getFirst();
        assertThat(again.fit()).isEqualTo(DOCUMENT.fit());
        assertThat(again.fit().standardErrors()).isEqualTo(DOCUMENT.fit().standardErrors());
        assertThat(again.fit().ranges()).isEqualTo(DOCUMENT.fit().ranges());
        assertThat(again.draws().theta())
                .usingRecursiveComparison()
                .isEqualTo(DOCUMENT.draws().theta());
        double[][] places = {{1e9, 1e11, 7e10}};
        assertThat(forecast(again).at(places, 3)).isEqualTo(forecast(DOCUMENT).at(places, 3));
        assertThat(FitJson.text(FitJson.saved(new FitFile(Optional.empty(), List.of(again)), "0.1.0"))
                        .replaceAll("\"stop\".*", ""))
                .isEqualTo(FitJson.text(json()).replaceAll("\"stop\".*", ""));
    }

    /** The fit of the document with intervals of another kind, from wild resamples. */
    private static FitDocument delta() {
        Fit fit = DOCUMENT.fit();
        Search search = Fitter.withDefaults().threads(1).search(fit.model(), Sample.of(fit.model(), RUNS));
        return new FitDocument(
                Optional.empty(),
                fit,
                DOCUMENT.draws(),
                0.8,
                20,
                7,
                "row",
                "runs.csv",
                Optional.empty(),
                List.of("fit", "runs.csv"),
                List.of(),
                "0.1.0",
                Resampling.WILD,
                new Intervals.Delta(search.sandwich(new int[] {0, 1, 2, 3, 4, 5}), fit.theta()),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theKindOfIntervalsComesBackWithThoseOfTheParameters() {
        FitDocument kept = delta();
        FitDocument again = FitJson.read(file(FitJson.saved(new FitFile(Optional.empty(), List.of(kept)), "0.1.0")))
                .documents()
                .getFirst();
        assertThat(again.intervals().label()).isEqualTo("delta");
        assertThat(again.resampling()).isEqualTo(Resampling.WILD);
        for (int j = 0; j < kept.fit().theta().length; j++) {
            assertThat(again.interval(j)).isPresent().isEqualTo(kept.interval(j));
        }
        assertThat(again.interval(theta -> theta[1]))
                .as("of anything else")
                .isEqualTo(DOCUMENT.interval(theta -> theta[1]));
    }

    /** What the runs leave open is still open when the fit has been kept. */
    @Test
    void whatIsNotDeterminedComesBackSo() {
        FitDocument again = FitJson.read(file(FitJson.saved(new FitFile(Optional.empty(), List.of(sum())), "0.1.0")))
                .documents()
                .getFirst();
        assertThat(again.fit().diagnostics().free())
                .isNotEmpty()
                .isEqualTo(sum().fit().diagnostics().free());
        assertThat(again.interval(0).orElseThrow().isOpen()).isTrue();
        assertThat(again.interval(theta -> theta[0] + theta[1]).orElseThrow().isOpen())
                .isFalse();
    }

    /** A fit whose two constants cannot be told apart. */
    private static FitDocument sum() {
        Search search = fitted("loss = E + F + 400/N^alpha");
        return new FitDocument(
                Optional.empty(),
                search.fit(),
                new Bootstrap(20, 7, 1, Progress.NONE).draw(search),
                0.9,
                20,
                7,
                "row",
                "runs.csv",
                Optional.empty(),
                List.of("fit", "runs.csv"),
                List.of(),
                "0.1.0",
                Optional.empty());
    }

    @Test
    void anOpenEndComesBackOpen() {
        ObjectNode node = json();
        node.put("interval", "profile");
        ((ObjectNode) node.get("parameters").get("alpha")).putNull("high");
        FitDocument again = FitJson.read(file(node)).documents().getFirst();
        assertThat(again.interval(1).orElseThrow().high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aWayToDrawThatNobodyKnowsIsRefused() {
        ObjectNode node = json();
        ((ObjectNode) node.get("bootstrap")).put("resample", "tame");
        assertThatThrownBy(() -> FitJson.read(file(node)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no way to draw resamples is called tame");
    }

    @Test
    void runsComeBackWithTheirPlaces() {
        Runs runs = Runs.of(
                List.of(
                        new Column.Numbers("N", new double[] {1e8, 2e8, 4e8, 8e8, 1.6e9, 3.2e9}),
                        new Column.Numbers("loss", new double[] {3.41, 3.19, 3.02, 2.87, 2.79, 2.68}),
                        new Column.Numbers("width", new double[] {1, 2, 3, 4, 5, 6}),
                        Column.Labels.of("run", List.of("a", "a", "b", "b", "c", "c"))),
                new Origin(List.of("runs.csv"), new int[0], new int[] {2, 3, 5, 6, 7, 8}));
        ObjectNode node =
                FitJson.saved(new FitFile(Optional.empty(), List.of(DOCUMENT.with(Optional.of(runs)))), "0.1.0");
        Runs again = FitJson.read(file(node)).documents().getFirst().runs().orElseThrow();
        assertThat(again.numberNames()).as("what the law reads or describes").containsExactly("N", "loss");
        assertThat(again.numbers("loss")).isEqualTo(runs.numbers("loss"));
        assertThat(again.origin().place(2)).isEqualTo("runs.csv:5");
        assertThat(FitJson.isSaved(file(node))).isTrue();
        assertThat(FitJson.isSaved(file("[{\"N\": 1}]"))).isFalse();
        assertThat(FitJson.isSaved(file("no JSON"))).isFalse();
    }

    @Test
    void rowsThatBelongTogetherStillDo() {
        Runs runs = Runs.of(
                List.of(
                        new Column.Numbers("N", new double[] {1e8, 2e8, 4e8}),
                        new Column.Numbers("loss", new double[] {3.41, 3.19, 3.02}),
                        Column.Labels.of("run", List.of("a", "b", "a"))),
                Origin.of("runs.csv"));
        Runs again = SavedRuns.read(
                SavedRuns.json(runs, DOCUMENT.fit().model(), "run").orElseThrow());
        assertThat(again.groupOf("run")).containsExactly(0, 1, 0);
    }

    @Test
    void runsThatDoNotFitTogetherAreRefused() {
        Runs five = Runs.of(
                List.of(
                        new Column.Numbers("N", new double[] {1e8, 2e8, 4e8, 8e8, 1.6e9}),
                        new Column.Numbers("loss", new double[] {3.41, 3.19, 3.02, 2.87, 2.79})),
                Origin.of("runs.csv"));
        requireBroken(
                "it has 5 runs of the 6 that were fitted",
                node -> saved(node)
                        .set(
                                "runs",
                                SavedRuns.json(five, DOCUMENT.fit().model(), "row")
                                        .orElseThrow()));
        requireBroken(
                "its runs have no columns, or no source", node -> saved(node).putObject("runs"));
    }

    @Test
    void groupsComeBack() {
        ObjectNode groups = FitJson.saved(new FitFile(Optional.of("recipe"), List.of(DOCUMENT, DOCUMENT)), "0.1.0");
        FitFile again = FitJson.read(file(groups));
        assertThat(again.groupedBy()).contains("recipe");
        assertThat(again.documents()).hasSize(2);
    }

    private InputException refused(Consumer<ObjectNode> change) {
        ObjectNode node = json();
        change.accept(node);
        return refused(file(node));
    }

    private static InputException refused(Path path) {
        return catchThrowableOfType(InputException.class, () -> FitJson.read(path));
    }

    private static ObjectNode saved(ObjectNode node) {
        return (ObjectNode) node.get("saved");
    }

    private void requireBroken(String why, Consumer<ObjectNode> change) {
        InputException e = refused(change);
        assertThat(e).hasMessage(folder.resolve("fit.json") + " is not a fit that can be used: " + why);
        assertThat(e.wayOut()).isEqualTo("Make a fit with isoflop fit RUNS --save FILE.");
    }

    @ParameterizedTest
    @CsvSource({"saved", "law", "bootstrap", "level", "data", "warnings", "diagnostics", "rows", "version"})
    void aMissingPartIsNamed(String key) {
        requireBroken("it has no \"" + key + "\"", node -> node.remove(key));
    }

    @ParameterizedTest
    @CsvSource({
        "format",
        "formula",
        "objective",
        "declared",
        "variables",
        "columns",
        "ranges",
        "theta",
        "standardErrors",
        "residuals",
        "draws",
        "failed"
    })
    void aMissingPartOfWhatIsSavedIsNamed(String key) {
        requireBroken("it has no \"" + key + "\"", node -> saved(node).remove(key));
    }

    @Test
    void partsThatDoNotFitTogetherAreRefused() {
        requireBroken(
                "it has 1 estimates for 2 parameters",
                node -> saved(node).putArray("theta").add(1.0));
        requireBroken(
                "an estimate is not a number", node -> ((ArrayNode) saved(node).get("theta")).setNull(0));
        requireBroken(
                "it has 3 numbers in a draw for 2 parameters",
                node -> ((ArrayNode) saved(node).get("draws").get(4)).add(1.0));
        requireBroken(
                "it has 0 standard errors for 2 parameters", node -> saved(node).putArray("standardErrors"));
        requireBroken("level 9.0 of 20 resamples", node -> node.put("level", 9.0));
    }

    @Test
    void textsThatNobodyUnderstandsAreRefused() {
        requireBroken("there is no objective 'foo'", node -> saved(node).put("objective", "foo"));
        assertThat(refused(node -> saved(node).put("formula", "loss = (")))
                .hasMessageContaining("fit.json is not a fit that can be used: formula, column 9:");
        assertThat(refused(node -> saved(node).put("formula", "loss = E + A/M^alpha")))
                .hasMessageContaining("fit.json is not a fit that can be used: no name in");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        assertThat(refused(node -> node.put("rows", "many"))).hasMessageContaining("is not a fit that can be used:");
        assertThat(refused(node -> node.put("saved", "x")))
                .hasMessageEndingWith("is not a fit that can be used: it has no \"format\"");
    }

    @Test
    void anotherVersionSaysHowToMakeItAgain() {
        InputException e = refused(node -> saved(node).put("format", 9));
        assertThat(e)
                .hasMessage(folder.resolve("fit.json")
                        + " was written by Isoflop 0.1.0 in format 9; this one reads format 1");
        assertThat(e.wayOut()).isEqualTo("Make it again: isoflop fit 'my runs.csv' --level 0.8");
    }

    @Test
    void aFileThatIsNotWholeNamesTheLine() {
        String text = FitJson.text(json());
        InputException e = refused(file(text.substring(0, text.indexOf(", ", text.length() / 2))));
        assertThat(e).hasMessageMatching(".*fit\\.json:\\d+: ends in the middle of its JSON");
        assertThat(e.wayOut()).isEqualTo("Make a fit with isoflop fit RUNS --save FILE.");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThat(refused(file("N,D,loss\n")))
                .hasMessageEndingWith("fit.json:1: is not JSON; a fit that was saved is");
        assertThat(refused(file(""))).hasMessageEndingWith("fit.json is empty");
        assertThat(refused(file("[1]"))).hasMessageEndingWith("fit.json is not a fit: it holds no JSON object");
        assertThat(refused(file("{\"groupedBy\": \"x\", \"groups\": []}"))).hasMessageEndingWith("it has no group");
    }

    @Test
    void aMissingFileIsLookedForAmongItsNeighbours() {
        file("{}");
        InputException e = refused(folder.resolve("fi.json"));
        assertThat(e).hasMessage(folder.resolve("fi.json") + ": there is no such file");
        assertThat(e.wayOut()).isEqualTo("Did you mean " + folder.resolve("fit.json") + "?");
    }
}
