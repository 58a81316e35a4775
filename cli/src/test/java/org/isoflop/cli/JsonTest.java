package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that programs rely on has the keys and types that the design promises. */
class JsonTest {
    private static final String RUNS = "../examples/runs.csv";
    private static final String FILES = "src/test/resources/org/isoflop/cli/files/";

    @TempDir
    static Path folder;

    private static String fit() {
        return folder.resolve("fit.json").toString();
    }

    @BeforeAll
    static void fitOnce() {
        Cli.answer("fit", RUNS, "--bootstrap", "20", "--save", fit());
    }

    private static JsonNode json(String... args) {
        return JsonMapper.builder().build().readTree(Cli.answer(args));
    }

    @Test
    void fitHasWhatTheDesignShows() {
        JsonNode design = JsonMapper.builder().build().readTree(JsonTest.class.getResourceAsStream("design/fit.json"));
        JsonNode actual = json("fit", FILES + "missing.csv", "--skip-bad-rows", "--bootstrap", "20", "--json");
        requireShape(design, actual, "");
    }

    /** Every key of the design is there, with a value of the same type; of lists the first elements count. */
    private static void requireShape(JsonNode design, JsonNode actual, String path) {
        assertThat(actual.getNodeType()).as(path).isEqualTo(design.getNodeType());
        design.properties().forEach(entry -> {
            String inner = path + "/" + entry.getKey();
            assertThat(actual.has(entry.getKey())).as(inner).isTrue();
            requireShape(entry.getValue(), actual.get(entry.getKey()), inner);
        });
        if (design.isArray() && !design.isEmpty()) {
            assertThat(actual.isEmpty()).as(path + " is empty").isFalse();
            requireShape(design.get(0), actual.get(0), path + "/0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fit " + RUNS + " --bootstrap 5 --json",
                "fit " + FILES + "recipes.csv --group recipe --bootstrap 5 --json",
                "predict FIT N=1e9 D=2e10 --json",
                "predict FIT --at " + FILES + "planned.csv --json",
                "laws --json",
                "laws search kaplan --json",
                "laws show chinchilla --json",
                "models --json",
                "models gpt-2 --json",
                "accelerators --json",
                "memory N=1B --batch 64K --json",
                "time N=1B D=20B --tensor 1 --json",
                "inference N=1B --gpus 1 --json",
                "inference --candidate gpt-2:0.1 --budget 1e14 --json"
            })
    void everyAnswerHasVersionAndWarnings(String call) {
        JsonNode answer = json(call.replace("FIT", fit()).split(" "));
        assertThat(answer.get("version").asString()).isEqualTo(Version.current());
        assertThat(answer.get("warnings").isArray()).isTrue();
    }

    @Test
    void everyGroupIsAFitOfItsOwn() {
        JsonNode groups = json("fit", FILES + "recipes.csv", "--group", "recipe", "--bootstrap", "5", "--json")
                .get("groups");
        assertThat(groups.valueStream().map(g -> g.get("group").asString())).containsExactly("adam", "muon");
        JsonNode alone =
                json("fit", FILES + "recipes.csv", "--where", "recipe == 'muon'", "--bootstrap", "5", "--json");
        assertThat(groups.get(1).get("parameters")).isEqualTo(alone.get("parameters"));
    }

    @Test
    void predictionsComeInTheOrderOfTheRows() {
        JsonNode predictions =
                json("predict", fit(), "--at", FILES + "planned.csv", "--json").get("predictions");
        assertThat(predictions.size()).isEqualTo(3);
        JsonNode alone = json("predict", fit(), "N=7B", "D=140B", "--json");
        for (String key : new String[] {"estimate", "low", "high"}) {
            assertThat(predictions.get(1).get(key)).as(key).isEqualTo(alone.get(key));
        }
    }

    @Test
    void lawsHaveIdKindFormulaAndConfidence() {
        JsonNode laws = json("laws", "--json").get("laws");
        laws.forEach(law -> {
            for (String key : new String[] {"id", "kind", "formula", "confidence"}) {
                assertThat(law.get(key).isString()).as(key).isTrue();
            }
        });
        assertThat(laws.valueStream().map(law -> law.get("id").asString())).contains("chinchilla", "rectified");
    }

    @Test
    void aParameterThatIsAColumnButForItsCaseIsSuspect() {
        JsonNode warnings = json("fit", RUNS, "--formula", "loss = E + n/D", "--bootstrap", "0", "--json")
                .get("warnings");
        assertThat(warnings.get(0).get("code").asString()).isEqualTo("suspect-name");
        assertThat(warnings.get(0).get("message").asString())
                .isEqualTo("n was fitted as a parameter; the table has a column N: write N if that is meant");
    }

    @Test
    void theRejectedRowsOfJsonCallsGoToStandardError() {
        Cli call = Cli.run("fit", FILES + "missing.csv", "--json");
        assertThat(call.code()).isEqualTo(Isoflop.IMPOSSIBLE);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).startsWith("isoflop: 3 of 14 rows cannot be used:");
    }
}
