package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published runs that lie beside the project on its developers' machines. */
class SharedDataTest {
    private static final Path DATA = Path.of("../../shared/data");

    @BeforeEach
    void isThere() {
        assumeTrue(
                Files.isDirectory(DATA),
                () -> "no published runs at " + DATA.toAbsolutePath().normalize());
    }

    @Test
    void everyTableIsRead() throws IOException {
        try (Stream<Path> files =
                Files.walk(DATA).filter(file -> file.toString().endsWith(".csv"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Given.read(file).badCells()).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chinchilla_epoch, 245", "misfitting_c4, 4850", "steplaw_dense, 1911", "openlm_overtrain, 104",
        "data_constrained_c4, 229", "llama3_isoflop, 133", "lr_schedules_mpl_25m_100m, 4162", "regmix_mixtures, 1088",
        "mixing_2domains, 110", "finetune_flan, 450", "downstream_base_llms, 148", "parallel_scaling_stack, 24",
        "moe_spm, 70"
    })
    void rowsAsTheirReadmeSays(String name, int rows) {
        assertThat(Given.read(DATA.resolve(name + ".csv")).runs().size()).isEqualTo(rows);
    }

    @Test
    void duckDbReadsTheSameNumbers() {
        Path file = DATA.resolve("steplaw_dense.csv");
        var text = Given.read(file).runs();
        var sql = Given.sql("FROM runs", file).runs();
        for (String name : text.numberNames()) {
            assertThat(sql.numbers(name)).as(name).containsExactly(text.numbers(name));
        }
    }
}
