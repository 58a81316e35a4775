package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in {@code docs/formula.md} are formulas, and its mistakes are mistakes. */
class FormulaDocTest {
    private static final String PAGE = page();

    private static List<String> formulas() {
        return blocks("formula").stream().flatMap(String::lines).toList();
    }

    private static List<String> mistakes() {
        return blocks("error");
    }

    private static String page() {
        try {
            return Files.readString(Path.of("..", "docs", "formula.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code blocks that are marked as being in that language. */
    private static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(PAGE)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void everyExampleIsAFormula(String line) {
        Formula formula = Formula.parse(line);
        assertThat(Formula.parse(formula.body().toString()).body()).isEqualTo(formula.body());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void everyMistakeIsReportedAsShown(String block) {
        String text = block.lines().findFirst().orElseThrow();
        FormulaException error = catchThrowableOfType(FormulaException.class, () -> Formula.parse(text));
        String shown = text + "\n" + error.getMessage() + "\n";
        assertThat(error.wayOut().isEmpty() ? shown : shown + error.wayOut() + "\n")
                .isEqualTo(block);
    }

    @Test
    void theTwoSumsAreTheSame() {
        Expr written = bound("loss = sum(i, C[i]*h[i])");
        assertThat(formulas()).contains("loss = sum(i, C[i]*h[i])", "loss = C[web]*h[web] + C[code]*h[code]");
        assertThat(bound("loss = C[web]*h[web] + C[code]*h[code]")).hasToString(written.toString());
    }

    private static Expr bound(String law) {
        return Binding.law(new java.util.LinkedHashSet<>(List.of("h.web", "h.code")))
                .bind(Formula.parse(law).body());
    }

    @Test
    void everyFunctionAndEveryWordIsThere() {
        String functions = section("Functions");
        Stream.concat(
                        Stream.of(Function.values()).map(Function::text),
                        Stream.of("ln", "arctan", "pow", "min", "max", "if", "sum", "prod"))
                .forEach(name -> assertThat(functions).containsPattern("`" + name + "[`(]"));
        int start = PAGE.indexOf("The words `") + 11;
        Set<String> words =
                Set.of(PAGE.substring(start, PAGE.indexOf('`', start)).split(" ", -1));
        assertThat(words).isEqualTo(Lexer.WORDS);
    }

    private static String section(String title) {
        int start = PAGE.indexOf("## " + title);
        return PAGE.substring(start, PAGE.indexOf("\n## ", start + 1));
    }
}
