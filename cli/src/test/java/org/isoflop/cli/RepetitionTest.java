package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Same input, same seed: same bytes. */
class RepetitionTest {
    private static final String RUNS = "../examples/runs.csv";

    @TempDir
    private Path folder;

    private static String json(String... more) {
        var args = new ArrayList<>(List.of("fit", RUNS, "--bootstrap", "100", "--json"));
        args.addAll(List.of(more));
        return Cli.answer(args.toArray(String[]::new));
    }

    @Test
    void threadsChangeNothing() {
        assertThat(json("--threads", "4")).isEqualTo(json("--threads", "1"));
    }

    @Test
    void theSeedChangesTheIntervals() {
        assertThat(json("--seed", "2")).isNotEqualTo(json("--seed", "1"));
    }

    @Test
    void theLanguageOfTheMachineChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            String here = Cli.answer("fit", RUNS);
            Locale.setDefault(Locale.GERMANY);
            assertThat(Cli.answer("fit", RUNS)).isEqualTo(here).contains("1,000 resamples");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aSavedFitPredictsTheSameBitsAsOneSavedAgain() throws IOException {
        Path first = folder.resolve("first.json");
        Path second = folder.resolve("second.json");
        Cli.answer("fit", RUNS, "--bootstrap", "50", "--save", first.toString());
        Cli.answer("fit", RUNS, "--bootstrap", "50", "--save", second.toString(), "--threads", "3");
        assertThat(predicted(second)).isEqualTo(predicted(first));
        assertThat(draws(second)).isEqualTo(draws(first));
    }

    /** Of twelve runs made twice the small ones are rough, and every kind of fit counts them less. */
    @Test
    void whatRepetitionsSayIsHeardInEveryKindOfFit() throws IOException {
        var table = new StringBuilder("N,D,seed,loss\n");
        for (int i = 0; i < 24; i++) {
            double n = 5e7 * Math.pow(3, i / 2 % 4);
            double d = 2e9 * Math.pow(5, i / 8);
            double noise = 0.02 * Math.sin(7 * i) * Math.pow(n * d / 1e17, -0.5);
            double loss = (1.8 + 482 / Math.pow(n, 0.35) + 2085 / Math.pow(d, 0.37)) * (1 + noise);
            table.append("%s,%s,%d,%s%n".formatted(n, d, i % 2, loss));
        }
        Path file = Files.writeString(folder.resolve("twice.csv"), table);
        for (String how : List.of("--law auto", "--group seed", "--prior alpha~normal(0.34,0.1)")) {
            String call = "fit %s %s --bootstrap 0 --json".formatted(file, how);
            List<JsonNode> alike = tree(call).findValues("estimate");
            assertThat(alike).isNotEmpty();
            assertThat(tree(call + " --replicates weight").findValues("estimate"))
                    .as(how)
                    .hasSameSizeAs(alike)
                    .isNotEqualTo(alike);
        }
    }

    private static JsonNode tree(String call) {
        return JsonMapper.builder().build().readTree(Cli.answer(call.split(" ")));
    }

    private static String predicted(Path fit) {
        return Cli.answer("predict", fit.toString(), "--at", RUNS, "--json");
    }

    private static String draws(Path fit) throws IOException {
        String text = Files.readString(fit);
        return text.substring(text.indexOf("\"draws\""));
    }
}
