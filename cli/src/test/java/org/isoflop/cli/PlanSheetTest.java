package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a page belong to one run: what one of them says is what the next begins with. */
class PlanSheetTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    private static JsonNode plan(String... options) {
        return MAPPER.readTree(Cli.answer(
                Stream.concat(Stream.of("plan", "chinchilla-besiroglu-2024", "--full", "--json"), Stream.of(options))
                        .toArray(String[]::new)));
    }

    private static JsonNode onCluster(String... further) {
        return plan(Stream.concat(
                        Stream.of("--flops", "1e23", "--accelerator", "h100-sxm", "--gpus", "256"), Stream.of(further))
                .toArray(String[]::new));
    }

    /** Worked out by hand from the law of Li et al. 2025: lr = 1.79 N^-0.713 D^0.307, batch = 0.58 D^0.571. */
    @Test
    void theHyperparametersAreThoseOfTheLawAtTheBestSizeAndData() {
        JsonNode plan = onCluster();
        double n = plan.at("/optimum/N/estimate").doubleValue();
        double d = plan.at("/optimum/D/estimate").doubleValue();
        JsonNode hyper = plan.at("/full/hyperparameters");
        assertThat(hyper.at("/learningRate/estimate").doubleValue())
                .isCloseTo(1.79 * Math.pow(n, -0.713) * Math.pow(d, 0.307), within(1e-9));
        assertThat(hyper.at("/batchTokens/estimate").doubleValue()).isCloseTo(0.58 * Math.pow(d, 0.571), within(1.0));
    }

    @Test
    void layoutAndTimeAreThoseOfThatBatchOnThatCluster() {
        JsonNode plan = onCluster();
        JsonNode full = plan.get("full");
        JsonNode machine = full.get("onMachine");
        double batch = machine.get("batchTokens").doubleValue();
        double law = full.at("/hyperparameters/batchTokens/estimate").doubleValue();
        // Replicas share the batch: it may be rounded by 6 %.
        assertThat(batch / law).isBetween(0.94, 1.06);
        JsonNode layout = machine.get("layout");
        assertThat(Stream.of("data", "tensor", "pipeline", "sequence")
                        .mapToInt(degree -> layout.get(degree).intValue())
                        .reduce(1, (a, b) -> a * b))
                .isEqualTo(256);
        double tokens = plan.at("/optimum/D/estimate").doubleValue();
        double steps = machine.at("/run/steps").doubleValue();
        assertThat(steps).isEqualTo(Math.ceil(tokens / batch));
        double seconds = machine.at("/run/seconds/estimate").doubleValue();
        assertThat(seconds)
                .isCloseTo(steps * machine.at("/time/stepSeconds/estimate").doubleValue(), within(1e-6 * seconds));
        // 80 GiB, of which 8 % are kept free.
        assertThat(machine.at("/memory/total").doubleValue()).isLessThanOrEqualTo(0.92 * 80 * (1L << 30));
        double hours = machine.at("/run/acceleratorHours/estimate").doubleValue();
        assertThat(machine.at("/run/usd/estimate").doubleValue()).isCloseTo(3 * hours, within(1e-6 * hours));
    }

    @Test
    void everyAssumptionHasAValueAndASource() {
        JsonNode assumptions = onCluster().at("/full/assumptions");
        assertThat(assumptions.size()).isGreaterThan(20);
        assertThat(assumptions).allSatisfy(one -> {
            assertThat(one.get("what").stringValue()).isNotBlank();
            assertThat(one.get("value").asString()).isNotBlank();
            assertThat(one.get("source").stringValue()).isNotBlank();
        });
        assertThat(source(assumptions, "tokens of a sequence")).startsWith("default of --context");
    }

    @Test
    void whatTheCallGivesIsTheSource() {
        JsonNode plan = onCluster("--context", "8192", "--price", "2");
        assertThat(source(plan.at("/full/assumptions"), "tokens of a sequence")).isEqualTo("given by --context");
        assertThat(source(plan.at("/full/assumptions"), "USD per accelerator-hour"))
                .isEqualTo("given by --price");
        assertThat(plan.at("/shape/context").intValue()).isEqualTo(8192);
        assertThat(plan.at("/full/onMachine/cluster/usdPerHour").doubleValue()).isEqualTo(2);
    }

    @Test
    void withoutAMachineThePageSaysWhatWouldAddIt() {
        assertThat(wayOut(plan("--flops", "1e23"))).startsWith("--accelerator and --gpus would add them");
        assertThat(wayOut(plan("--flops", "1e23", "--accelerator", "h100-sxm"))).startsWith("--gpus would add them");
        assertThat(wayOut(plan("--flops", "1e23", "--gpus", "256"))).startsWith("--accelerator would add them");
        assertThat(plan("--flops", "1e23").at("/full/onMachine").isMissingNode())
                .isTrue();
    }

    @Test
    void whereNothingFitsThePageSaysWhy() {
        JsonNode full = plan("--flops", "1e24", "--accelerator", "h100-sxm", "--gpus", "8")
                .get("full");
        assertThat(full.at("/leftOut/0/why").stringValue())
                .startsWith("none of ")
                .contains("do not fit into the memory");
        assertThat(full.has("onMachine")).isFalse();
    }

    private static String wayOut(JsonNode plan) {
        return plan.at("/full/leftOut/0/wayOut").stringValue();
    }

    private static String source(JsonNode assumptions, String what) {
        return assumptions
                .valueStream()
                .filter(one -> one.get("what").stringValue().equals(what))
                .map(one -> one.get("source").stringValue())
                .reduce((a, b) -> List.of(a, b).toString())
                .orElseThrow();
    }
}
