package org.isoflop.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.law.Sample.BadRow;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

/** The rows of a table as a model reads them. */
class SampleTest {
    private static final Runs RUNS = Runs.of(
            List.of(
                    new Column.Numbers("N", new double[] {1, Double.NaN, 3, 4, 5}),
                    new Column.Numbers("loss", new double[] {4, 3, Double.POSITIVE_INFINITY, 0, -1}),
                    new Column.Numbers("unused", new double[] {Double.NaN, 0, 0, 0, 0})),
            Origin.of("runs.csv"));

    private static Model model(String law) {
        return Model.of(Law.parse(law), RUNS.numberNames());
    }

    @Test
    void holdsTheColumnsInTheOrderOfTheVariables() {
        Model model = model("loss/2 = a*N");
        Sample sample = Sample.of(model, RUNS);
        assertThat(sample.size()).isEqualTo(5);
        assertThat(sample.columns()[model.variables().indexOf("N")]).isEqualTo(RUNS.numbers("N"));
        assertThat(sample.response()).containsExactly(2, 1.5, Double.POSITIVE_INFINITY, 0, -0.5);
    }

    @Test
    void saysWhichRowsCannotBeUsedAndWhy() {
        Model model = model("loss = a*N");
        assertThat(Sample.of(model, RUNS).badRows(model, false))
                .containsExactly(new BadRow(1, "N", "is missing"), new BadRow(2, "loss", "is infinite"));
    }

    @Test
    void aLogarithmNeedsAPositiveResponse() {
        Model model = model("loss = a*N");
        assertThat(Sample.of(model, RUNS).badRows(model, true))
                .containsExactly(
                        new BadRow(1, "N", "is missing"),
                        new BadRow(2, "loss", "is infinite"),
                        new BadRow(3, "loss", "is 0.0, which has no logarithm"),
                        new BadRow(4, "loss", "is -1.0, which has no logarithm"));
    }

    @Test
    void theResponseMustBeDefined() {
        Model model = model("log(loss) = a*N");
        assertThat(Sample.of(model, RUNS).badRows(model, false))
                .containsExactly(
                        new BadRow(1, "N", "is missing"),
                        new BadRow(2, "loss", "is infinite"),
                        new BadRow(3, "log(loss)", "is not defined"),
                        new BadRow(4, "log(loss)", "is not defined"));
    }

    @Test
    void aTableWithoutAColumnOfTheModelIsRefused() {
        Runs other = Runs.of(List.of(new Column.Numbers("N", new double[] {1})), Origin.of("other.csv"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Sample.of(model("loss = a*N"), other))
                .withMessage("other.csv has no column 'loss'; its columns are N");
    }

    @Test
    void aColumnIsCalledByItsName() {
        Runs runs = Runs.of(
                List.of(new Column.Numbers("N", new double[] {1}), new Column.Numbers("val loss", new double[] {0})),
                Origin.of("runs.csv"));
        Model model = Model.of(Law.parse("`val loss` = a*N"), runs);
        assertThat(Sample.of(model, runs).badRows(model, true))
                .containsExactly(new BadRow(0, "val loss", "is 0.0, which has no logarithm"));
    }

    /** A slip of the sign must be told by its place, not as a law that is defined nowhere. */
    @Test
    void aRowWhereTheLawIsNeverDefinedCannotBeUsed() {
        Runs runs = Runs.of(
                List.of(
                        new Column.Numbers("N", new double[] {1e8, -2e9, 0, 1e8, 1e8}),
                        new Column.Numbers("D", new double[] {1e9, 1e9, 1e9, -1, 1e9}),
                        new Column.Numbers("loss", new double[] {3, 3, 3, 3, 3})),
                Origin.of("runs.csv"));
        Model model = Model.of(Law.parse("loss = E + A/N^alpha + b*log(D)"), runs.numberNames());
        assertThat(Sample.of(model, runs).badRows(model, true))
                .containsExactly(
                        new BadRow(1, "N", "is -2B, which has no power that is fitted"),
                        new BadRow(2, "N", "is 0, which cannot be divided by"),
                        new BadRow(3, "D", "is -1, which has no logarithm"));
    }

    /** Whole powers, guards and sums with parameters leave a law defined there. */
    @Test
    void aRowWhereTheLawMayBeDefinedIsKept() {
        Runs runs = Runs.of(
                List.of(new Column.Numbers("x", new double[] {-1, 0, 1}), new Column.Numbers("y", new double[] {1, 2, 3
                })),
                Origin.of("runs.csv"));
        for (String law : List.of(
                "y = a + b*x^2", "y = a + b/(c + x)", "y = if(x > 0, a*x^b, c)", "y = log(a + b*x)", "y = a + x/b")) {
            Model model = Model.of(Law.parse(law), runs.numberNames());
            assertThat(Sample.of(model, runs).badRows(model, false)).as(law).isEmpty();
        }
    }
}
