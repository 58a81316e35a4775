package org.isoflop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.isoflop.bench.page.PerformancePage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what a command found to the page. */
class FindingsTest {
    private static final Findings SOME = new Findings(
            "fit",
            "fit",
            new Machine("a processor", 2, 24, "Linux amd64", "25", 0.5, "2026-01-02"),
            List.of(Goal.atMost("multistart fit", 3, 2.345, "ms"), Goal.atLeast("digits", 8, 7.5, "")),
            List.of(new Findings.Section(
                    "A fit", "Said below.", new Table(List.of("runs", "ms"), List.of(List.of("240", "2.35"))))));

    @TempDir
    private Path folder;

    @Test
    void whatIsKeptIsReadBack() {
        SOME.save(folder);
        assertThat(Findings.last(folder, "fit")).contains(SOME);
        assertThat(Findings.last(folder, "pair")).isEmpty();
    }

    @Test
    void oneMissedGoalIsEnough() {
        assertThat(SOME.met()).isFalse();
    }

    @Test
    void thePageShowsGoalsTablesAndTheCommandsThatPrintThem() {
        assertThat(new PerformancePage(List.of(SOME)).markdown())
                .contains("| multistart fit | at most 3 ms | 2.35 ms | met |")
                .contains("| digits | at least 8 | 7.5 | missed |")
                .contains("    java -jar bench/target/isoflop-bench-0.1.0.jar fit\n")
                .contains("| runs | ms |\n| --- | ---: |\n| 240 | 2.35 |\n\nSaid below.\n")
                .contains("`fit`: a processor; 2 cores, 24 GB; Linux amd64; Java 25; load 0.50 before; 2026-01-02");
    }
}
