package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code plan --adaptive} says of one run through several shapes. */
class PlanAdaptiveTest {
    private static final String LAW = "chinchilla-besiroglu-2024";

    @TempDir
    private Path folder;

    private static JsonNode json(String... args) {
        return JsonMapper.builder().build().readTree(Cli.answer(args));
    }

    private static double flops(double n, double loss) {
        double d = Math.pow(2085.43 / (loss - 1.8172 - 482.01 * Math.pow(n, -0.3478)), 1 / 0.3658);
        return 6 * n * d;
    }

    @Test
    void aModelThatGrowsPaysEverySizeForItsPart() {
        JsonNode answer = json("plan", LAW, "--adaptive", "--choose", "N=100M,1B,10B", "--flops", "1e22", "--json");
        List<JsonNode> legs = answer.get("legs").valueStream().toList();
        assertThat(legs).extracting(leg -> leg.get("shape").asString()).containsExactly("N 100M", "N 1B", "N 10B");
        double spent = 0;
        double[] sizes = {1e8, 1e9, 1e10};
        for (int i = 0; i < legs.size(); i++) {
            double from =
                    i == 0 ? 0 : flops(sizes[i], legs.get(i).get("fromLoss").asDouble());
            spent += flops(sizes[i], legs.get(i).get("toLoss").asDouble()) - from;
            // The loss is known to rounding; FLOPs go with its inverse third power, of what is above a floor.
            assertThat(legs.get(i).get("toFlops").asDouble() / spent).isCloseTo(1, within(1e-9));
        }
        assertThat(spent / 1e22).isCloseTo(1, within(1e-9));
        double loss = answer.get("loss").get("estimate").asDouble();
        JsonNode fixed = answer.get("fixed").get("sameLoss");
        assertThat(fixed.get("shape").asString()).isEqualTo("N 10B");
        assertThat(fixed.get("flops").asDouble() / flops(1e10, loss)).isCloseTo(1, within(1e-9));
        assertThat(answer.get("saved").get("estimate").asDouble())
                .isCloseTo(1 - 1e22 / flops(1e10, loss), within(1e-9))
                .isPositive();
    }

    @Test
    void theGroupsOfAFitAreShapesAndTheirDrawsGiveIntervals() throws IOException {
        var lines = new ArrayList<String>(List.of("patch,C,error"));
        var random = new SplittableRandom(3);
        for (int i = 0; i < 28; i++) {
            boolean coarse = i < 14;
            double c = Math.pow(10, 16 + 4.0 * (i % 14) / 13);
            double error = coarse ? 0.30 + 2e3 * Math.pow(c, -0.24) : 0.22 + 1.6e4 * Math.pow(c, -0.26);
            lines.add("%s,%s,%s"
                    .formatted(coarse ? "coarse" : "fine", c, error * Math.exp(0.003 * random.nextGaussian())));
        }
        String table = Files.write(folder.resolve("patches.csv"), lines).toString();
        String fit = folder.resolve("patches.fit.json").toString();
        String law = "error = floor + a*C^(-b) where { floor in (0, 1) }";
        Cli.run("fit", table, "--formula", law, "--group", "patch", "--bootstrap", "60", "--save", fit);
        JsonNode answer = json("plan", fit, "--adaptive", "--flops", "5e19", "--json");
        assertThat(answer.get("legs").valueStream().map(leg -> leg.get("shape").asString()))
                .containsExactly("coarse", "fine");
        JsonNode saved = answer.get("saved");
        assertThat(saved.get("low").asDouble())
                .isPositive()
                .isLessThan(saved.get("estimate").asDouble());
        assertThat(saved.get("high").asDouble()).isBetween(saved.get("estimate").asDouble(), 1.0);
        assertThat(answer.get("draws").asInt()).isEqualTo(60);
        assertThat(answer.get("warnings").valueStream().map(w -> w.get("code").asString()))
                .contains("change-keeps-loss");
        String text = Cli.answer("plan", fit, "--adaptive", "--flops", "1e18..1e20");
        assertThat(text).contains("coarse → fine");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void whatCannotBePlannedSoIsRefusedWithAWayOut() {
        assertThat(Cli.run("plan", LAW, "--adaptive", "--flops", "1e22").err())
                .contains("how large is the model in each shape?")
                .contains("--choose N=");
        assertThat(Cli.run("plan", LAW, "--adaptive", "--flops", "1e22", "--choose", "N=1B")
                        .err())
                .contains("there is one only");
        assertThat(Cli.run("plan", LAW, "--adaptive", "--flops", "1e22", "--choose", "N=1B,2B", "--serve", "1T")
                        .err())
                .contains("knows no other limit");
        assertThat(Cli.run("plan", LAW, "--adaptive", "--target-loss", "1.5", "--choose", "N=1B,2B")
                        .err())
                .contains("out of reach");
    }
}
