package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Tables;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

class DependenceTest {
    private static final int MODELS = 8;

    private static final int CHECKPOINTS = 20;

    private static final int ROWS = MODELS * CHECKPOINTS;

    private static final int[] EACH = IntStream.range(0, ROWS).toArray();

    private static final int[] BY_RUN =
            IntStream.range(0, ROWS).map(DependenceTest::run).toArray();

    /** Checkpoints of eight models, each row a twentieth of its tokens after the one before. */
    private static Runs checkpoints(IntToDoubleFunction loss) {
        double[] n = IntStream.range(0, ROWS)
                .mapToDouble(i -> 5e7 * Math.pow(20, run(i) / (MODELS - 1.0)))
                .toArray();
        double[] d = IntStream.range(0, ROWS)
                .mapToDouble(i -> 1e9 * (1 + run(i)) * (1 + i % CHECKPOINTS))
                .toArray();
        return Runs.of(
                List.of(
                        new Column.Numbers("N", n),
                        new Column.Numbers("D", d),
                        new Column.Numbers(
                                "loss",
                                IntStream.range(0, ROWS).mapToDouble(loss).toArray())),
                Origin.of("checkpoints"));
    }

    private static int run(int row) {
        return row / CHECKPOINTS;
    }

    private static Rows rows(Runs runs, int[] unitOf) {
        return new Rows(runs, runs.numbers("D"), unitOf);
    }

    private static Dependence dependence(String law, int[] unitOf, double[] residuals) {
        Runs runs = checkpoints(_ -> 3);
        return Dependence.of(Model.of(Law.parse(law), runs), rows(runs, unitOf), residuals);
    }

    private static Dependence dependence(int[] unitOf, double[] residuals) {
        return dependence(Tables.CHINCHILLA, unitOf, residuals);
    }

    private static double[] noise(long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, ROWS).mapToDouble(_ -> random.nextGaussian()).toArray();
    }

    /** What a run has in common, and a tenth of it for each checkpoint alone. */
    private static double[] common(long seed) {
        double[] own = noise(seed);
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> own[run(i)] + 0.1 * own[i])
                .toArray();
    }

    /** Each checkpoint remembers so much of the one before. */
    private static double[] remembering(double share, long seed) {
        double[] errors = noise(seed);
        for (int i = 0; i < ROWS; i++) {
            errors[i] =
                    i % CHECKPOINTS == 0 ? errors[i] : share * errors[i - 1] + Math.sqrt(1 - share * share) * errors[i];
        }
        return errors;
    }

    @Test
    void rowsWithoutAnythingInCommonAreLeftAlone() {
        // Blocks of two begin at a correlation of 1/3, which 152 pairs show by chance once in twenty thousand times.
        for (long seed = 0; seed < 50; seed++) {
            Dependence none = dependence(EACH, noise(seed));
            assertThat(none.unitOf()).isEqualTo(EACH);
            assertThat(none.independent()).isEqualTo(ROWS);
        }
    }

    @Test
    void checkpointsWhoseRunNobodyNamedAreFoundToBelongTogether() {
        Dependence found = dependence(EACH, common(1));
        assertThat(found.unitOf()).isEqualTo(BY_RUN);
        assertThat(found.independent()).isEqualTo(MODELS);
    }

    @Test
    void neighboursThatErrAlikeComeInBlocks() {
        // A correlation of 0.6 is worth a quarter of the rows; drawn towards zero and in whole rows a little more.
        double length = IntStream.range(0, 40)
                .mapToDouble(
                        seed -> ROWS / dependence(EACH, remembering(0.6, seed)).independent())
                .average()
                .orElseThrow();
        assertThat(length).isBetween(2.5, 4.0);
    }

    @Test
    void rowsOfNamedRunsCountByWhatTheyHaveInCommon() {
        assertThat(dependence(BY_RUN, common(2)).independent()).isCloseTo(MODELS, within(0.5));
        double alone = IntStream.range(0, 40)
                .mapToDouble(seed -> ROWS / dependence(BY_RUN, noise(seed)).independent())
                .average()
                .orElseThrow();
        // The variance of eight sums is known to a half; below one nothing is gained.
        assertThat(alone).isBetween(1.0, 1.5);
        assertThat(dependence(BY_RUN, common(2)).unitOf()).isEqualTo(BY_RUN);
    }

    @Test
    void aLawThatDoesNotReadTokensTellsNoCheckpointsApart() {
        assertThat(dependence("loss = E + A/N^alpha", EACH, common(3)).independent())
                .isEqualTo(ROWS);
    }

    /** Without it the spread that is claimed is a fifth of what the runs leave open. */
    @Test
    void unnamedRunsClaimWhatNamedOnesDo() {
        double[] errors = common(4);
        Runs exact = Tables.simulate(Tables.CHINCHILLA, Tables.truth(), checkpoints(_ -> 1), 0, 1);
        Runs runs = checkpoints(i -> exact.numbers("loss")[i] * Math.exp(0.005 * errors[i]));
        double named = claimed(runs, BY_RUN);
        double unnamed = claimed(runs, EACH);
        assertThat(unnamed / named).isBetween(0.6, 1.6);
    }

    private static double claimed(Runs runs, int[] unitOf) {
        Practice practice = Practice.plain(Fitter.withDefaults().threads(1).starts(4));
        Backtest result = Backtest.of(
                        practice,
                        List.of(Law.parse(Tables.BOUNDED)),
                        runs,
                        runs.numbers("D"),
                        unitOf,
                        1,
                        1,
                        Progress.NONE)
                .drawn();
        Member member = result.tracks().getFirst().fitted().member();
        return Math.sqrt(member.reading(new double[] {1e10, 3e11}, true).variance());
    }
}
