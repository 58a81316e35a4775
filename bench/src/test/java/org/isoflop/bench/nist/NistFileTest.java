package org.isoflop.bench.nist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format of NIST's own files. */
class NistFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsModelStartsCertifiedValuesAndObservations() throws IOException {
        var lines = new ArrayList<>(List.of(
                "Dataset Name:  Invented          (Invented.dat)",
                "               Lower Level of Difficulty",
                "Model:         Exponential Class",
                "               2 Parameters (b1 and b2)",
                "               y = b1*(1-exp[-b2*x])",
                "                   + x**2  +  e",
                "          Starting values                  Certified Values",
                "        Start 1     Start 2           Parameter     Standard Deviation",
                "  b1 =   500         250           2.3894212918E+02  2.7070075241E+00",
                "  b2 =     0.0001      0.0005      5.5015643181E-04  7.2668688436E-06",
                "Residual Sum of Squares:                    1.2455138894E-01",
                "Residual Standard Deviation:                1.0187876330E-01"));
        while (lines.size() < 59) {
            lines.add("");
        }
        lines.add("Data:   y               x");
        lines.add("      10.07E0      77.6E0");
        lines.add("      14.73E0     114.9E0");
        NistSet set = NistFile.read(Files.write(folder.resolve("Invented.dat"), lines));
        assertThat(set.formula()).isEqualTo("y = b1*(1-exp(-b2*x)) + x^2");
        assertThat(set.difficulty()).isEqualTo("Lower");
        assertThat(set.parameters())
                .containsExactly(
                        new NistSet.Certified("b1", 500, 250, 2.3894212918E+02, 2.7070075241E+00),
                        new NistSet.Certified("b2", 0.0001, 0.0005, 5.5015643181E-04, 7.2668688436E-06));
        assertThat(set.runs().numbers("y")).containsExactly(10.07, 14.73);
        assertThat(set.runs().numbers("x")).containsExactly(77.6, 114.9);
        assertThat(set.residualSumOfSquares()).isEqualTo(1.2455138894E-01);
        assertThat(set.isAtTheLimitOfDoubles()).isFalse();
    }
}
