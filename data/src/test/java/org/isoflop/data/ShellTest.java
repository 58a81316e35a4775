package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
    @Test
    void onlyWhatAShellWouldTakeApartIsQuoted() {
        assertThat(Shell.line(List.of("fit", "a/b-1.csv", "--map", "N=params,D=tokens")))
                .isEqualTo("fit a/b-1.csv --map N=params,D=tokens");
        assertThat(Shell.quoted("D/N >= 1")).isEqualTo("'D/N >= 1'");
        assertThat(Shell.quoted("recipe == 'a'")).isEqualTo("'recipe == '\\''a'\\'''");
        assertThat(Shell.quoted("*.csv")).isEqualTo("'*.csv'");
        assertThat(Shell.quoted("")).isEqualTo("''");
    }
}
