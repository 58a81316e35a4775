package org.isoflop.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Machine;
import org.isoflop.bench.Table;

/** {@code compare}: whether crossings, differences and multipliers lie in their intervals where the truth is known. */
public final class CompareCommand {
    private static final int TABLES = 60;

    private static final int FEW_TABLES = 10;

    private CompareCommand() {}

    /** Simulates all scenarios. */
    public static Findings run(boolean quick) {
        int tables = quick ? FEW_TABLES : TABLES;
        int threads = Runtime.getRuntime().availableProcessors();
        var rows = new ArrayList<List<String>>();
        for (Scenario scenario : Scenario.all()) {
            System.err.println("compare: " + scenario);
            rows.add(Tally.of(scenario, tables, threads).row());
        }
        return new Findings(
                "compare",
                "compare",
                Machine.here(),
                List.of(),
                List.of(new Findings.Section(
                        "Simulated crossings",
                        """
                        Over %d simulated tables of each scenario, the share in which the 90 %% interval holds the truth: of \
                        the place of the crossing, of the difference at the target and of the compute multiplier there. \
                        plain: joint resamples of cells; cal.: widened by back-tests of the difference inside the same \
                        runs. sure: how often the better recipe was named with a probability above 0.9, and how often \
                        that was right. Noise is 0.3 %%.""".formatted(tables),
                        new Table(
                                List.of(
                                        "scenario",
                                        "crossing",
                                        "plain",
                                        "cal.",
                                        "difference",
                                        "cal.",
                                        "multiplier",
                                        "cal.",
                                        "sure",
                                        "cal."),
                                rows))));
    }
}
