package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.comparison.Fairness;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code compare} tells programs, on tables whose truth is known and on real runs. */
class CompareTest {
    private static final String RECIPES = "../examples/three-recipes.csv";

    private static JsonNode example = json();

    @TempDir
    private Path folder;

    private static JsonNode json(String... args) {
        return args.length == 0
                ? JsonMapper.builder().build().createObjectNode()
                : JsonMapper.builder().build().readTree(Cli.answer(args));
    }

    @BeforeAll
    static void compareOnce() {
        example = json("compare", RECIPES, "--by", "recipe", "--at", "C=1e23", "--bootstrap", "200", "--json");
    }

    private static JsonNode pair(JsonNode answer, String better, String other) {
        return answer.get("pairs")
                .valueStream()
                .filter(p -> p.get("better").asString().equals(better)
                        && p.get("other").asString().equals(other))
                .findFirst()
                .orElseThrow();
    }

    private static void requireHeld(JsonNode estimate, double truth) {
        JsonNode interval = estimate.has("calibrated") ? estimate.get("calibrated") : estimate;
        assertThat(interval.get("low").asDouble()).isLessThanOrEqualTo(truth);
        assertThat(
                        interval.get("high").isNull()
                                ? Double.POSITIVE_INFINITY
                                : interval.get("high").asDouble())
                .isGreaterThanOrEqualTo(truth);
    }

    @Test
    void theTruthOfTheExampleIsFound() {
        assertThat(example.get("best").get("recipe").asString()).isEqualTo("late");
        JsonNode late = pair(example, "late", "base");
        assertThat(late.get("crossings").get(0).get("betterBelow").asString()).isEqualTo("base");
        // As examples/README.md tells: they cross at 8e20, and late is worth 2.2 times the compute at 1e23.
        requireHeld(late.get("crossings").get(0).get("C"), 8e20);
        JsonNode last = late.get("multiplier")
                .get("base")
                .get(late.get("multiplier").get("base").size() - 1);
        assertThat(last.get("C").asDouble()).isEqualTo(1e23);
        requireHeld(last, 2.17);
        assertThat(example.get("leaders").get(0).get("recipe").asString()).isEqualTo("early");
        assertThat(example.get("warnings").get(0).get("code").asString()).isEqualTo("reversal");
    }

    @Test
    void estimatesHavePlainAndCalibratedIntervals() {
        JsonNode recipe = example.get("recipes").get(0);
        for (JsonNode estimate :
                List.of(recipe.get("loss"), pair(example, "late", "base").get("difference"))) {
            double low = estimate.get("low").asDouble();
            double high = estimate.get("high").asDouble();
            assertThat(low).isLessThan(high);
            assertThat(estimate.get("calibrated").get("high").asDouble()
                            - estimate.get("calibrated").get("low").asDouble())
                    .isGreaterThan(0.9 * (high - low));
        }
        assertThat(recipe.get("probabilities").get("plain").asDouble()).isBetween(0.0, 1.0);
        assertThat(recipe.get("probabilities").get("calibrated").asDouble()).isBetween(0.0, 1.0);
        assertThat(6 * recipe.get("N").asDouble() * recipe.get("D").asDouble()).isCloseTo(1e23, within(1e15));
        assertThat(example.get("version").asString()).isEqualTo(Version.current());
        assertThat(example.get("nested").get("hypotheses").size()).isEqualTo(5);
        assertThat(example.get("otherPaths").size()).isEqualTo(3);
    }

    @Test
    void threadsChangeNothing() {
        var args = List.of("compare", RECIPES, "--by", "recipe", "--at", "C=1e22", "--bootstrap", "50", "--json");
        var one = new ArrayList<>(args);
        one.addAll(List.of("--threads", "1"));
        var four = new ArrayList<>(args);
        four.addAll(List.of("--threads", "4"));
        assertThat(Cli.answer(four.toArray(String[]::new))).isEqualTo(Cli.answer(one.toArray(String[]::new)));
    }

    private Path table(String name, List<String> rows) throws IOException {
        return Files.write(folder.resolve(name), rows);
    }

    private static List<String> rows(String recipe, String name) throws IOException {
        return Files.readAllLines(Path.of(RECIPES)).stream()
                .filter(line -> line.startsWith(recipe + ","))
                .map(line -> name + line.substring(recipe.length()))
                .toList();
    }

    @Test
    void recipesWithTheSameRunsTie() throws IOException {
        var lines = new ArrayList<>(List.of("recipe,N,C,D,loss"));
        lines.addAll(rows("base", "one"));
        lines.addAll(rows("base", "two"));
        JsonNode answer = json(
                "compare",
                table("same.csv", lines).toString(),
                "--by",
                "recipe",
                "--at",
                "C=1e22",
                "--bootstrap",
                "50",
                "--json");
        JsonNode pair = answer.get("pairs").get(0);
        assertThat(pair.get("probability").asDouble()).isEqualTo(0.5);
        assertThat(pair.get("difference").get("estimate").asDouble()).isZero();
        assertThat(pair.get("crossings").isEmpty()).isTrue();
    }

    @Test
    void aRecipeWithTooFewRunsIsLeftOutOrBorrows() throws IOException {
        var lines = new ArrayList<>(List.of("recipe,N,C,D,loss"));
        lines.addAll(rows("base", "base"));
        lines.addAll(rows("early", "early"));
        lines.addAll(rows("late", "few").subList(3, 7));
        String file = table("few.csv", lines).toString();
        JsonNode without = json("compare", file, "--by", "recipe", "--at", "C=1e22", "--bootstrap", "50", "--json");
        assertThat(without.get("recipes").size()).isEqualTo(2);
        assertThat(without.get("warnings").valueStream())
                .anySatisfy(w -> assertThat(w.get("message").asString()).contains("few (4)"));
        JsonNode borrowing = json(
                "compare",
                file,
                "--by",
                "recipe",
                "--at",
                "C=1e22",
                "--bootstrap",
                "50",
                "--share",
                "alpha,beta",
                "--json");
        assertThat(borrowing.get("recipes").size()).isEqualTo(3);
    }

    @Test
    void moreThanTwentyRecipesAreRanked() throws IOException {
        var lines = new ArrayList<>(List.of("recipe,N,C,D,loss"));
        for (int k = 0; k < 22; k++) {
            double worse = 1 + 0.01 * k;
            for (String row : rows("base", "r" + k)) {
                int comma = row.lastIndexOf(',');
                lines.add(row.substring(0, comma + 1) + Double.parseDouble(row.substring(comma + 1)) * worse);
            }
        }
        String file = table("many.csv", lines).toString();
        JsonNode answer = json(
                "compare", file, "--by", "recipe", "--at", "C=1e21", "--starts", "2", "--bootstrap", "20", "--json");
        assertThat(answer.get("recipes").valueStream().map(r -> r.get("recipe").asString()))
                .hasSize(22)
                .startsWith("r0", "r1", "r2");
        assertThat(answer.get("pairs").size()).isEqualTo(21);
    }

    @Test
    void savedFitsAreCompared() throws IOException {
        for (String recipe : List.of("base", "late")) {
            Cli.answer(
                    "fit",
                    RECIPES,
                    "--where",
                    "recipe == '%s'".formatted(recipe),
                    "--bootstrap",
                    "100",
                    "--save",
                    folder.resolve(recipe + ".fit.json").toString());
        }
        String base = folder.resolve("base.fit.json").toString();
        String late = folder.resolve("late.fit.json").toString();
        JsonNode answer = json("compare", base, late, "--at", "N=30B,D=600B", "--json");
        assertThat(answer.get("best").get("recipe").asString()).isEqualTo("late");
        assertThat(answer.get("target").get("C").asDouble()).isCloseTo(1.08e23, within(1e15));
        assertThat(answer.get("best").get("probabilities").has("calibrated")).isTrue();
        Cli alone = Cli.run("compare", base);
        assertThat(alone.code()).isEqualTo(Isoflop.IMPOSSIBLE);
        assertThat(alone.err()).contains("holds one fit, and a comparison needs two");
        Path other = table("error.csv", List.of("D,error", "1e9,0.5", "2e9,0.45", "4e9,0.41", "8e9,0.38", "16e9,0.36"));
        String error = folder.resolve("error.fit.json").toString();
        Cli.answer("fit", other.toString(), "--formula", "error = B/D^beta", "--bootstrap", "10", "--save", error);
        assertThat(Cli.run("compare", base, error).err())
                .contains("base describes loss and error describes error: they cannot be compared");
    }

    @Test
    void thePageExplainsEveryObjection() throws IOException {
        String page = Files.readString(Path.of("../docs/comparing.md"));
        assertThat(Fairness.codes()).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
        assertThat(page).contains("`reversal`", "`unknown-recipe`", "`left-out`", "`uncalibrated`");
    }

    /** What stands below the command in the page is a part of what it prints. */
    @Test
    void thePageShowsWhatIsPrinted() throws IOException {
        String page = Files.readString(Path.of("../docs/comparing.md"));
        String command = "$ ./isoflop compare examples/three-recipes.csv --by recipe --at C=1e23\n";
        String printed = Cli.answer("compare", RECIPES, "--by", "recipe", "--at", "C=1e23")
                .replace("../examples", "examples");
        int from = page.indexOf(command) + command.length();
        assertThat(printed).contains(page.substring(from, page.indexOf("```", from)));
        int nested = page.indexOf("  what the recipes have in common");
        assertThat(printed).contains(page.substring(nested, page.indexOf("```", nested)));
    }

    private static String shared(String name) {
        for (String place : List.of("../../shared/data", "../shared/data")) {
            Path file = Path.of(place, name);
            if (Files.isRegularFile(file)) {
                return file.toString();
            }
        }
        return Assumptions.abort("skipped: shared/data/" + name + " is not beside the project");
    }

    @Test
    void overtrainedModelsAreComparedByTrainingSet() {
        JsonNode answer = json(
                "compare",
                shared("openlm_overtrain.csv"),
                "--by",
                "dataset",
                "--map",
                "loss=loss_c4_val",
                "--where",
                "chinchilla_multiplier >= 0.5",
                "--at",
                "C=1e22",
                "--bootstrap",
                "100",
                "--json");
        // Judged by its own validation set, C4 is the best to train on.
        assertThat(answer.get("best").get("recipe").asString()).isEqualTo("c4_original");
        assertThat(answer.get("best").get("probability").asDouble()).isGreaterThan(0.9);
        assertThat(answer.get("resampling").get("cellsInCommon").asInt()).isEqualTo(30);
        assertThat(answer.get("nested").get("preferred").valueStream().map(JsonNode::asString))
                .contains("alpha", "beta");
    }

    @Test
    void theBestLearningRateFallsWithScale() {
        JsonNode answer = json(
                "compare",
                shared("misfitting_c4.csv"),
                "--by",
                "lr",
                "--where",
                "is_final == 1 and duplicate_checkpoint == 0 and lr >= 0.001 and lr <= 0.004",
                "--at",
                "C=1e20",
                "--bootstrap",
                "100",
                "--json");
        List<String> leaders = answer.get("leaders")
                .valueStream()
                .map(l -> l.get("recipe").asString())
                .distinct()
                .toList();
        assertThat(leaders).containsExactly("0.004", "0.002", "0.001");
        JsonNode lowest = pair(answer, "0.001", "0.004");
        assertThat(lowest.get("probability").asDouble()).isGreaterThan(0.9);
        assertThat(lowest.get("crossings").get(0).get("betterBelow").asString()).isEqualTo("0.004");
    }

    @Test
    void severalLawsSpeakForRecipesTogether() throws IOException {
        var lines = new ArrayList<String>(List.of("recipe,C,loss"));
        var random = new java.util.SplittableRandom(7);
        for (int i = 0; i < 36; i++) {
            double c = 1e18 * Math.pow(10, 3.0 * (i % 18) / 17);
            double loss = i < 18 ? 1.75 + 600 * Math.pow(c, -0.155) : 1.7 + 700 * Math.pow(c, -0.155);
            lines.add(
                    "%s,%s,%s".formatted(i < 18 ? "base" : "late", c, loss * Math.exp(0.001 * random.nextGaussian())));
        }
        String table = Files.write(folder.resolve("compute.csv"), lines).toString();
        JsonNode answer = json(
                "compare", table, "--by", "recipe", "--law", "auto", "--at", "C=1e23", "--bootstrap", "200", "--json");
        assertThat(answer.get("law").asString()).isEqualTo("auto");
        assertThat(answer.get("laws")
                        .valueStream()
                        .mapToDouble(law -> law.get("share").asDouble())
                        .sum())
                .isCloseTo(1, within(1e-9));
        assertThat(answer.get("laws").get(0).get("formula").asString()).startsWith("loss = ");
        JsonNode late = pair(answer, "late", "base");
        double crossing = Math.pow(100 / 0.05, 1 / 0.155);
        requireHeld(late.get("crossings").get(0).get("C"), crossing);
        JsonNode multipliers = late.get("multiplier").get("base");
        double least = 1.7 + 700 * Math.pow(1e23, -0.155);
        requireHeld(multipliers.get(multipliers.size() - 1), Math.pow((least - 1.75) / 600, -1 / 0.155) / 1e23);
        assertThat(answer.get("recipes").get(0).get("loss").has("calibrated")).isTrue();
        assertThat(answer.has("nested")).isFalse();
    }

    @Test
    void whatRecipesHaveInCommonIsAskedOfOneLaw() {
        assertThat(Cli.run("compare", RECIPES, "--by", "recipe", "--law", "auto", "--share", "alpha")
                        .err())
                .contains("--share names parameters of one law")
                .contains("name the law");
    }

    @Test
    void publishedLawsAreComparedAsTheyArePublished() {
        JsonNode answer =
                json("compare", "chinchilla-besiroglu-2024", "chinchilla-hoffmann-2022", "--at", "C=5.76e23", "--json");
        JsonNode besiroglu = answer.get("recipes")
                .valueStream()
                .filter(r -> r.get("recipe").asString().contains("besiroglu"))
                .findFirst()
                .orElseThrow();
        // The example of its entry in the catalogue, whose place is the best one by the closed form.
        assertThat(besiroglu.get("loss").get("estimate").asDouble()).isCloseTo(1.9744411, within(1e-6));
        assertThat(besiroglu.get("N").asDouble()).isCloseTo(7.22487025e10, within(1e3));
        assertThat(besiroglu.get("published").asBoolean()).isTrue();
        assertThat(besiroglu.get("loss").has("low")).isFalse();
        assertThat(answer.get("by").asString()).isEqualTo("law");
        assertThat(answer.get("warnings").valueStream().map(w -> w.get("code").asString()))
                .contains("published-law", "uncalibrated");
    }

    @Test
    void aPublishedLawStandsAmongTheRecipesOfATable() {
        JsonNode answer = json(
                "compare",
                RECIPES,
                "chinchilla-besiroglu-2024",
                "--by",
                "recipe",
                "--at",
                "C=1e23",
                "--bootstrap",
                "100",
                "--starts",
                "4",
                "--json");
        assertThat(answer.get("recipes").size()).isEqualTo(4);
        assertThat(answer.get("by").asString()).isEqualTo("recipe or law");
        JsonNode law = answer.get("recipes")
                .valueStream()
                .filter(r -> r.get("published").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(law.get("loss").get("low").asDouble())
                .isEqualTo(law.get("loss").get("high").asDouble());
        assertThat(law.has("rows")).isFalse();
        // The example's base recipe has the parameters of this law: neither may be called better.
        JsonNode pair = answer.get("pairs")
                .valueStream()
                .filter(p -> (p.get("better").asString() + p.get("other").asString()).contains("base")
                        && (p.get("better").asString() + p.get("other").asString()).contains("besiroglu"))
                .findFirst()
                .orElseThrow();
        requireHeld(pair.get("difference"), 0);
        assertThat(answer.get("warnings").valueStream().map(w -> w.get("code").asString()))
                .contains("published-law")
                .doesNotContain("uneven-runs");
    }

    @Test
    void aLawAloneOrOneWithoutNumbersIsNoContest() {
        assertThat(Cli.run("compare", "chinchilla-besiroglu-2024").err())
                .contains("is one law, and a comparison needs two");
        assertThat(Cli.run("compare", "chinchilla", "chinchilla-besiroglu-2024", "--at", "C=1e22")
                        .err())
                .contains("without published coefficients");
        assertThat(Cli.run("compare", "zhai-vit-2021", "chinchilla-besiroglu-2024", "--at", "C=1e22")
                        .err())
                .contains("they cannot be compared");
    }
}
