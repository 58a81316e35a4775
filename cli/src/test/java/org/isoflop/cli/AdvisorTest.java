package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.isoflop.catalogue.Advice.Output;
import org.isoflop.catalogue.Catalogue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdvisorTest {
    private static final List<Recipe> RECIPES = Recipe.of(Catalogue.builtIn().entries());

    private static Advisor at(Map<String, Double> place) {
        return Advisor.of(RECIPES, place, "AdamW", 2048);
    }

    private static double value(Advisor advisor, String recipe, Output output) {
        return advisor.answers().stream()
                .filter(answer -> answer.recipe().name().equals(recipe))
                .findFirst()
                .orElseThrow()
                .of(output)
                .value();
    }

    /** Worked out by hand from the published numbers: 1.79 x 10^(-6.417 + 3.377) and 0.58 x 10^6.281. */
    @Test
    void stepLawAtABillionParameters() {
        Advisor advisor = at(Map.of("N", 1e9, "D", 1e11));
        assertThat(value(advisor, "step-law-2025", Output.LEARNING_RATE)).isCloseTo(1.6325e-3, within(1e-6));
        assertThat(value(advisor, "step-law-2025", Output.BATCH)).isCloseTo(1.1077e6, within(200.0));
        // Sequences become tokens: 0.00037 N^0.703 sequences of 2048.
        assertThat(value(advisor, "porian-2024", Output.BATCH))
                .isCloseTo(2048 * 0.00037 * Math.pow(1e9, 0.703), within(1.0));
        // 0.3118 C^-0.125 at 6 N D.
        assertThat(value(advisor, "deepseek-2024", Output.LEARNING_RATE))
                .isCloseTo(0.3118 * Math.pow(6e20, -0.125), within(1e-9));
    }

    @Test
    void theNearestRecipeWithRateAndBatchIsTaken() {
        Advisor inside = at(Map.of("N", 4e8, "D", 4e10));
        assertThat(inside.taken().orElseThrow().recipe().name()).isEqualTo("step-law-2025");
        assertThat(inside.taken().orElseThrow().distance()).isZero();
        assertThat(inside.objections()).isEmpty();
        // Twenty tokens per parameter and a small model: inside the runs of Porian et al., outside Step Law's.
        Advisor small = at(Map.of("N", 1e7, "D", 2e8));
        assertThat(small.taken().orElseThrow().recipe().name()).isEqualTo("porian-2024");
    }

    /** The weight decay of Power Lines asks for rate and batch: those of the recipe that is taken. */
    @Test
    void otherLawsAreToldTheRateAndBatchThatAreTaken() {
        Advisor advisor = at(Map.of("N", 1e9, "D", 1e11));
        double lr = value(advisor, "step-law-2025", Output.LEARNING_RATE);
        double batch = value(advisor, "step-law-2025", Output.BATCH);
        assertThat(value(advisor, "power-lines-2025", Output.WEIGHT_DECAY))
                .isCloseTo(batch * Math.pow(100, 0.527) / (1.084 * lr * 1e11), within(1e-9));
    }

    @Test
    void rulesForAnotherBatchSpeakWhenTheyAreToldWhatWasTuned() {
        Advisor advisor = at(
                Map.of("N", 1e9, "D", 1e11, "batch", 4e6, "batch_base", 1e6, "lr_base", 3e-4, "momentum_base", 0.9999));
        assertThat(value(advisor, "malladi-2022", Output.LEARNING_RATE)).isCloseTo(6e-4, within(1e-12));
        assertThat(value(advisor, "linear-rule", Output.LEARNING_RATE)).isCloseTo(12e-4, within(1e-12));
        assertThat(value(advisor, "ema-rule-2023", Output.EMA_MOMENTUM)).isCloseTo(Math.pow(0.9999, 4), within(1e-12));
        assertThat(advisor.silent().keySet().stream().map(e -> e.id())).contains("malladi-2022-beta");
    }

    @Test
    void jsonHasWhatTheDesignPromises() {
        JsonNode answer = JsonMapper.builder().build().readTree(Cli.answer("hyper", "N=7e9", "D=1e12", "--json"));
        JsonNode first = answer.get("recommendations").get(0);
        assertThat(first.get("law").asString())
                .isEqualTo(answer.get("recommended").asString());
        assertThat(first.get("learningRate").get("estimate").asDouble()).isCloseTo(8.27e-4, within(1e-6));
        assertThat(first.get("batchTokens").get("low").asDouble())
                .isLessThanOrEqualTo(first.get("batchTokens").get("high").asDouble());
        assertThat(answer.get("warnings").isArray()).isTrue();
        assertThat(answer.get("version").asString()).isEqualTo(Version.current());
    }
}
