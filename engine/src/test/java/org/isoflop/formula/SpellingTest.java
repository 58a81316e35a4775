package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which name was probably meant. */
class SpellingTest {
    private static final List<String> COLUMNS = List.of("params", "tokens", "N", "val_loss");

    @Test
    void findsTheNearest() {
        assertThat(Spelling.nearest("param", COLUMNS)).contains("params");
        assertThat(Spelling.nearest("valloss", COLUMNS)).contains("val_loss");
        assertThat(Spelling.nearest("TOKENS", COLUMNS)).contains("tokens");
    }

    @Test
    void findsNothingFarAway() {
        assertThat(Spelling.nearest("flops", COLUMNS)).isEmpty();
        assertThat(Spelling.nearest("flops", List.of())).isEmpty();
    }

    /** Any two letters are one letter apart: that is no resemblance. */
    @Test
    void oneLetterOnlyResemblesItself() {
        assertThat(Spelling.nearest("n", COLUMNS)).contains("N");
        assertThat(Spelling.nearest("P", COLUMNS)).isEmpty();
    }

    @Test
    void neighboursAreEasilySwapped() {
        assertThat(Spelling.nearest("lgo", List.of("log", "lag"))).contains("log");
        assertThat(Spelling.nearest("ta", List.of("at"))).contains("at");
    }
}
