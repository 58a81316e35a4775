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
}
