package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.isoflop.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MathematicsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            loss = E + A/N^alpha + B/D^beta          | \\mathrm{loss} = E + \\frac{A}{N^{\\alpha}} + \\frac{B}{D^{\\beta}}
            y = ((N_c/N)^(alpha_N/alpha_D) + 1)^2    | y = \\left(\\left(\\frac{N_{c}}{N}\\right)^{\\alpha_{N}/\\alpha_{D}} + 1\\right)^{2}
            y = a - (b - c)                          | y = a - \\left(b - c\\right)
            y = 6*N*D                                | y = 6 \\, N \\, D
            y = N*2^k                                | y = N \\cdot 2^{k}
            y = a*(b + c)*-d                         | y = -a \\, \\left(b + c\\right) \\, d
            y = a*D^-b1                              | y = a \\, D^{-b_{1}}
            y = (C/8.64e19)^b                        | y = \\left(\\frac{C}{8.64 \\cdot 10^{19}}\\right)^{b}
            y = log(P) + log10(x) + sqrt(z)          | y = \\ln\\left(P\\right) + \\log_{10}\\left(x\\right) + \\sqrt{z}
            y = sum(i, C[i]*h[i]^g[i])               | y = \\sum_{i} C_{i} \\, h_{i}^{g_{i}}
            y = 2*(epochs >= 2)                      | y = 2 \\, [\\mathrm{epochs} \\ge 2]
            y = if(N > 1e9, a, b)                    | y = \\begin{cases} a & \\text{if } N > 10^{9} \\\\ b & \\text{otherwise} \\end{cases}
            tokens_per_parameter = min(a, b)         | \\mathrm{tokens\\_per\\_parameter} = \\min\\left(a, b\\right)
            """)
    void latex(String formula, String latex) {
        assertThat(Mathematics.latex(Formula.parse(formula))).isEqualTo(latex);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            loss = E + A/N^alpha + B/D^beta          | loss = E + A/N^α + B/D^β
            y = ((N_c/N)^(alpha_N/alpha_D) + 1)^2    | y = ((N_c/N)^(α_N/α_D) + 1)²
            y = a1*log(P)^-12 + omega*x^0.5          | y = a₁·ln(P)⁻¹² + ω·x^0.5
            """)
    void plain(String formula, String plain) {
        assertThat(Mathematics.plain(Formula.parse(formula))).isEqualTo(plain);
    }

    static List<Entry> entries() {
        return Catalogue.builtIn().entries();
    }

    /** LaTeX stops at a brace that is not closed. */
    @ParameterizedTest
    @MethodSource("entries")
    void bracesAreClosed(Entry entry) {
        String latex = Mathematics.latex(entry.law().formula());
        assertThat(count(latex, '{')).isEqualTo(count(latex, '}'));
        assertThat(latex.split("\\\\left", -1)).hasSameSizeAs(latex.split("\\\\right", -1));
        assertThat(latex).doesNotContain("*", "`");
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    @Test
    void greekLettersAreThoseOfTheAlphabet() {
        assertThat(Mathematics.plain(Formula.parse("y = alpha*omega*sigma*tau*pi*rho*kappa*xi*phi")))
                .isEqualTo("y = α·ω·σ·τ·π·ρ·κ·ξ·φ");
    }
}
