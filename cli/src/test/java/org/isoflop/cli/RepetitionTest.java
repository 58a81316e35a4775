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

    private static String predicted(Path fit) {
        return Cli.answer("predict", fit.toString(), "--at", RUNS, "--json");
    }

    private static String draws(Path fit) throws IOException {
        String text = Files.readString(fit);
        return text.substring(text.indexOf("\"draws\""));
    }
}
