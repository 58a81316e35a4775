package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake is shown with the text, a caret under the place, what was found and what was expected. */
class FormulaErrorTest {

    private static FormulaException error(String text) {
        return catchThrowableOfType(FormulaException.class, () -> Formula.parse(text));
    }

    private static List<String> lines(FormulaException error) {
        return Objects.requireNonNull(error.getMessage()).lines().toList();
    }

    /** Column of the caret, from 0, in the text that the message shows. */
    private static int caret(FormulaException error) {
        return lines(error).get(2).indexOf('^') - 2;
    }

    @Test
    void theMessageHasThreeLines() {
        assertThatThrownBy(() -> Formula.parse("loss = E + * A")).hasMessage("""
                formula, column 12: expected a number, a name or '(' but found '*'
                  loss = E + * A
                             ^""");
    }

    /** In the first column a # stands before the place of the caret, and is not part of the formula. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // Expressions.
                "~#~                 | expected a number, a name or '(' but found the end of the formula",
                "a +#                | expected a number, a name or '(' but found the end of the formula",
                "#* a                | expected a number, a name or '(' but found '*'",
                "a * #/ b            | expected a number, a name or '(' but found '/'",
                "(a + b#             | expected ')' but found the end of the formula",
                "a + b#)             | expected an operator or the end of the formula but found ')'",
                "log(a#              | expected ')' but found the end of the formula",
                "log(#)              | expected a number, a name or '(' but found ')'",
                "a #b                | expected an operator or the end of the formula but found 'b'",
                "2 #N                | expected an operator or the end of the formula but found 'N'",
                "a #'b'              | expected an operator or the end of the formula but found the text 'b'",
                "a = b #= c          | expected an operator or the end of the formula but found '='",
                "y = a*x#; z = b*x   | expected an operator or the end of the formula but found ';'",
                "a [#                | expected an index, as in h[i] but found the end of the formula",
                "h[#+]               | expected an index, as in h[i] but found '+'",
                "h[i#                | expected ']' but found the end of the formula",
                "sum(#3, h[i])       | expected the name of an index, as in sum(i, C[i]*h[i]) but found '3'",
                "sum(i#)             | expected ',' but found ')'",
                "a + #where          | expected a number, a name or '(' but found 'where'",
                "a + #and b          | expected a number, a name or '(' but found 'and'",
                "a + #not            | expected a number, a name or '(' but found 'not'",
                "2 * #inf            | expected a number, a name or '(' but found 'inf'",
                "#`` + 1             | there is no name between these backquotes",
                "a < b #== c         | a comparison cannot be compared again",
                "1 + #1e400          | 1e400 is too large",
                "1 + #1e308B         | 1e308B is too large",
                // Calls.
                "2 + #expp(x)        | there is no function 'expp'",
                "2 + #max(x)         | max takes two arguments or more, not 1",
                "#log(a, b)          | log takes one argument, not 2",
                "#if(a, b)           | if takes 3 arguments, not 2",
                "#pow(a)             | pow takes 2 arguments, not 1",
                // Pieces.
                "2#N                 | a number runs into 'N'",
                "3 + 70#Bx           | a number runs into 'B'",
                "1.5#e               | a number runs into 'e'",
                "a == #'b            | this ' is never closed",
                "a == #\"b           | this \" is never closed",
                "#`a + b             | this ` is never closed",
                "a #$ b              | '$' has no meaning in a formula",
                "a #. b              | '.' has no meaning in a formula"
            })
    void mistakesInExpressions(String marked, String reason) {
        assertMistake(marked, reason);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "y = a where #a > 0            | expected '{' but found 'a'",
                "y = a where {#                | expected the name of a parameter but found the end of the formula",
                "y = a where { a > 0#          | expected ';' or '}' but found the end of the formula",
                "y = a where { a#}             | expected 'in', '>', '<', '=' or 'start' but found '}'",
                "y = a where { a > #b }        | expected a number but found 'b'",
                "y = a where { a in #0, 1) }   | expected '(' or '[' but found '0'",
                "y = a where { a in (0 #1) }   | expected ',' but found '1'",
                "y = a where { a in (0, 1#} }  | expected ')' or ']' but found '}'",
                "y = a where { 0 #> a }        | expected '<' after the lower bound but found '>'",
                "y = a where { 0 < #1 }        | expected the name of a parameter but found '1'",
                "y = a where { a start #b }    | expected a number but found 'b'",
                "y = a where { a > 0 #b > 0 }  | expected ';' or '}' but found 'b'",
                "y = a where { a = #}          | expected a number, a name or '(' but found '}'",
                "y = a where { a > 0 } #+ 1    | expected an operator or the end of the formula but found '+'",
                "y = a where { a[#] > 0 }      | expected an index, as in h[i] but found ']'",
                "y = a where { a[#             | expected an index, as in h[i] but found the end of the formula",
                "y = a where { a[i#            | expected ']' but found the end of the formula",
                "y = a where { #a in (2, 1) }  | the bounds of a leave nothing between them",
                "y = a where { a > 2; #a < 1 } | the bounds of a leave nothing between them",
                "y = a where { #a > inf }      | the bounds of a leave nothing between them",
                "y = a where { a in (0, 1); #a start 5..6 } | the start of a lies outside its bounds",
                "y = a where { a start 5; #a < 1 } | the start of a lies outside its bounds",
                "y = a where { a > 0; #a = -1 } | the value of a lies outside its bounds",
                "y = a where { a start 1..#inf } | a start must be a finite number",
                "y = a where { a = #inf }      | expected a number, a name or '(' but found 'inf'",
                "y = a where { #start > 0 }    | expected the name of a parameter but found 'start'",
                "y = sum(i, C[i]*h[i]) where { a = #2*C[i] } | the index i stands for nothing here",
                "y = sum(i, sum(j, C[i]*h[j])) where { C[j] = #2*h[i] } | the index i stands for nothing here"
            })
    void mistakesInDeclarations(String marked, String reason) {
        assertMistake(marked, reason);
    }

    private static void assertMistake(String marked, String reason) {
        String text = marked.replace("#", "");
        FormulaException error = error(text);
        assertThat(error).as(text).isNotNull();
        assertThat(error.reason()).isEqualTo(reason);
        assertThat(error.position()).isEqualTo(marked.indexOf('#'));
        assertThat(error).hasMessageStartingWith("formula, column " + (marked.indexOf('#') + 1) + ": " + reason + "\n");
        assertThat(lines(error).get(1)).isEqualTo("  " + text);
        assertThat(caret(error)).isEqualTo(marked.indexOf('#'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "expp(x)   | Did you mean exp?",
                "sigmoyd(x)| Did you mean sigmoid?",
                "LOG(x)    | Did you mean log?",
                "prodd(x)  | Did you mean prod?",
                "2N        | Write * between factors, as in 2*N.",
                "a $ b     | Names with other signs go in `backquotes`.",
                "'a        | Add the closing '."
            })
    void thereIsAWayOut(String text, String wayOut) {
        assertThat(error(text).wayOut()).isEqualTo(wayOut);
    }

    @Test
    void aNameBeforeAParenthesisMayBeAForgottenProduct() {
        assertThat(error("N(a + b)").wayOut()).startsWith("To multiply, write N * (…). Functions are exp log log2 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 35, 36, 37, 100, 160, 163, 164, 195, 199})
    void aLongFormulaIsShownAroundThePlace(int place) {
        String text =
                "a+".repeat(100).substring(0, place) + "$" + "+b".repeat(100).substring(0, 199 - place);
        FormulaException error = error(text);
        String shown = lines(error).get(1);
        assertThat(shown).hasSizeLessThanOrEqualTo(2 + 1 + 72 + 1);
        assertThat(shown.charAt(2 + caret(error))).isEqualTo('$');
        assertThat(shown.startsWith("  …")).isEqualTo(place > 36);
        assertThat(shown.endsWith("…")).isEqualTo(place <= 163);
    }

    @Test
    void lineBreaksAreShownAsSpaces() {
        FormulaException error = error("loss =\n\tE + $");
        assertThat(lines(error)).hasSize(3);
        assertThat(caret(error)).isEqualTo(12);
    }

    @Test
    void textThatIsTooLongIsRefused() {
        FormulaException error = error("a" + "+a".repeat(10_000));
        assertThat(error.reason()).isEqualTo("the formula is longer than 20,000 characters");
        assertThat(error.wayOut()).isEqualTo("Use an index, sum(i, C[i]*h[i]), for terms that repeat.");
    }

    @ParameterizedTest
    @CsvSource({"(, )", "-(, )", "exp(, )", "2^, ''", "2^-, ''", "'if(a, b, ', )", "'not (', )"})
    void deepNestingIsRefused(String open, String close) {
        assertThat(error(open.repeat(500) + "x" + close.repeat(500)).reason()).isEqualTo("nested more than 200 deep");
        assertThat(Formula.parse(open.repeat(150) + "x" + close.repeat(150)).body())
                .isNotNull();
    }

    /** Nesting is not the only way to a deep tree: a chain of 10,000 terms is 10,000 deep. */
    @ParameterizedTest
    @ValueSource(strings = {"+", "*", "/", " or "})
    void aLongChainIsRefusedOrCanBeWorkedWith(String operator) {
        for (int terms : new int[] {1000, 2000, (Formula.MAX_LENGTH - 1) / (operator.length() + 1)}) {
            String text = "a" + (operator + "a").repeat(terms);
            try {
                Expr tree = Binding.law(Set.of()).bind(Formula.parse(text).body());
                Expr slope = Derivative.of(tree, new Expr.Parameter(0, "a"));
                assertThat(tree.toString()).isNotEmpty();
                assertThat(Kernel.of(List.of(tree, slope), _ -> true).evaluator())
                        .isNotNull();
            } catch (FormulaException refused) {
                assertThat(refused.reason()).contains("more than");
            }
        }
    }

    @Test
    void aChainMayBeAsLongAsTheLimitIfThatCanBeWorkedWith() {
        Expr tree = Binding.law(Set.of("x"))
                .bind(Formula.parse("a" + "/(a+x)".repeat(350)).body());
        Expr slope = Derivative.of(tree, new Expr.Parameter(0, "a"));
        assertThat(tree.toString()).isNotEmpty();
        assertThat(Linearity.linear(tree, List.copyOf(tree.parameters()))).isEmpty();
        assertThat(Kernel.of(List.of(tree, slope), _ -> true)).isNotNull();
    }

    /** A low text may stand for a high tree: here each pair of parentheses adds fifty levels. */
    @Test
    void levelsAreCountedThroughParentheses() {
        String text = "(".repeat(150) + "a" + ("+a".repeat(50) + ")").repeat(150);
        assertThat(error(text).reason()).isEqualTo("more than 400 operations in a row");
        assertThat(error("max(" + "a,".repeat(500) + "a)").reason()).isEqualTo("more than 400 operations in a row");
        assertThat(error("not ".repeat(500) + "a").reason()).isEqualTo("more than 400 operations in a row");
    }

    @Test
    void aSumOfTwoHundredTermsIsAFormula() {
        assertThat(Formula.parse("a" + "+b*x".repeat(200)).body()).isNotNull();
    }

    @Test
    void namesAreNotEmpty() {
        assertThatExceptionOfType(FormulaException.class).isThrownBy(() -> Formula.parse("`` + 1"));
    }

    @Test
    void chainedComparisonsAreExplained() {
        FormulaException error = error("1 < x < 2");
        assertThat(error.position()).isEqualTo(6);
        assertThat(error.wayOut()).isNotEmpty();
    }
}
