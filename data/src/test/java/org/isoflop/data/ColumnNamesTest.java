package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.data.ColumnNames.Renaming;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNamesTest {

    /** A table of one row, in which each column's value is its position. */
    private static Runs table(String... names) {
        var columns = new ArrayList<Column>();
        for (String name : names) {
            columns.add(new Column.Numbers(name, new double[] {columns.size()}));
        }
        return Runs.of(columns, Origin.of("runs.csv"));
    }

    private static List<Renaming> recognised(String... names) {
        return ColumnNames.recognise(table(names), Map.of()).renamings();
    }

    @ParameterizedTest
    @CsvSource({
        "n, N",
        "params, N",
        "num_params, N",
        "Model Size, N",
        "n-params, N",
        "N (parameters), N",
        "size, N",
        "tokens, D",
        "Training_Tokens, D",
        "train.tokens, D",
        "dataset_size, D",
        "data, D",
        "tokens [tokens], D",
        "FLOPs, C",
        "compute, C",
        "total_flops, C",
        "training flop, C",
        "Loss, loss",
        "val_loss, loss",
        "val/loss, loss",
        "Validation Loss (nats/token), loss",
        "nll, loss",
        "unique_tokens, U",
        "D_unique, U",
        "learning_rate, lr",
        "peak-lr, lr",
        "LR, lr",
        "batch_size, batch",
        "global batch size, batch",
        "bs, batch"
    })
    void usualSpellings(String name, String standard) {
        assertThat(recognised(name)).containsExactly(new Renaming(standard, name, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "params (M)",
                "tokens [B]",
                "flops (1e18)",
                "compute (PF-days)",
                "loss (bits)",
                "N_no_emb",
                "size2",
                "steps"
            })
    void otherUnitsAndOtherThingsAreLeftAlone(String name) {
        assertThat(recognised(name)).isEmpty();
    }

    @Test
    void bothNamesAreUsable() {
        var named = ColumnNames.recognise(table("run", "params"), Map.of()).runs();
        assertThat(named.numbers("N")).containsExactly(1);
        assertThat(named.numbers("params")).containsExactly(1);
    }

    @Test
    void aStandardNameInTheTableStays() {
        assertThat(recognised("params", "N", "loss", "val_loss")).isEmpty();
    }

    @Test
    void thePreferredSpellingIsTaken() {
        assertThat(recognised("train_loss", "test_loss", "val_loss", "batch_size", "batch_tokens"))
                .containsExactly(new Renaming("loss", "val_loss", false), new Renaming("batch", "batch_tokens", false));
        assertThat(recognised("Tokens", "tokens")).containsExactly(new Renaming("D", "Tokens", false));
    }

    @Test
    void labelsAreNotRecognised() {
        var runs = table("x").with(Column.Labels.of("size", List.of("small")));
        assertThat(ColumnNames.recognise(runs, Map.of()).renamings()).isEmpty();
    }

    @Test
    void theUsersMapWins() {
        var named = ColumnNames.recognise(
                table("N", "N_no_emb", "val_loss", "test_loss"), Map.of("N", "N_no_emb", "loss", "test_loss"));
        assertThat(named.runs().numbers("N")).containsExactly(1);
        assertThat(named.runs().numbers("loss")).containsExactly(3);
        assertThat(named.renamings())
                .containsExactlyInAnyOrder(
                        new Renaming("N", "N_no_emb", true), new Renaming("loss", "test_loss", true));
    }

    @Test
    void theMapTakesAnyNameAndAnyColumn() {
        var runs = table("x").with(Column.Labels.of("model", List.of("wide")));
        var named = ColumnNames.recognise(runs, Map.of("recipe", "model", "x", "x"));
        assertThat(Given.labels(named.runs(), "recipe")).containsExactly("wide");
        assertThat(named.renamings()).containsExactly(new Renaming("recipe", "model", true));
    }

    @Test
    void twoNamesMayBeExchanged() {
        var named = ColumnNames.recognise(table("a", "b"), Map.of("a", "b", "b", "a"))
                .runs();
        assertThat(named.numbers("a")).containsExactly(1);
        assertThat(named.numbers("b")).containsExactly(0);
    }

    @Test
    void unknownColumnInTheMap() {
        var given = new Given(Path.of("none"));
        assertThat(given.complaint(() -> ColumnNames.recognise(table("params", "loss"), Map.of("N", "parms"))))
                .isEqualTo(
                        "runs.csv has no column 'parms', which --map gives the name N; its columns are params, loss\n"
                                + "Did you mean --map N=params?");
        assertThat(given.complaint(() -> ColumnNames.recognise(table("params", "loss"), Map.of("N", "weights"))))
                .endsWith("\nName one of them: --map N=COLUMN.");
    }
}
