package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the names of a formula mean in a table. */
class BindingTest {
    private static final Map<String, List<String>> LABELS =
            new LinkedHashMap<>(Map.of("recipe", List.of("base", "rpj", "")));

    private static Set<String> columns(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }

    private static Expr parse(String text) {
        return Formula.parse(text).body();
    }

    private static Binding mixture() {
        return Binding.law(columns("N", "h.web", "h.code"));
    }

    private static UnknownNameException error(Binding binding, String text) {
        return catchThrowableOfType(UnknownNameException.class, () -> binding.bind(parse(text)));
    }

    @Test
    void namesOfColumnsAreVariablesAndAllOthersParameters() {
        var binding = Binding.law(columns("loss", "N", "D"));
        Expr bound = binding.bind(parse("E + A/N^alpha + B/D^alpha"));
        assertThat(binding.variables()).containsExactly("N", "D");
        assertThat(binding.parameters()).containsExactly("E", "A", "alpha", "B");
        assertThat(bound.parameters()).extracting(Expr.Parameter::index).containsExactly(0, 1, 2, 3);
        assertThat(bound.variables()).containsExactly(new Expr.Variable(0, "N"), new Expr.Variable(1, "D"));
    }

    @Test
    void piIsAConstantUnlessAColumnHasThatName() {
        assertThat(Binding.law(columns("N")).bind(parse("2*pi"))).isEqualTo(Expr.num(2 * Math.PI));
        assertThat(Binding.columns(columns("N"), LABELS).bind(parse("pi"))).isEqualTo(Expr.num(Math.PI));
        assertThat(Binding.law(columns("pi")).bind(parse("pi"))).isEqualTo(new Expr.Variable(0, "pi"));
    }

    @Test
    void severalTreesShareTheirVariablesAndParameters() {
        var binding = Binding.law(columns("N", "D"));
        binding.bind(parse("a*N"));
        assertThat(binding.bind(parse("b*D + a"))).hasToString("b*D + a");
        assertThat(binding.variables()).containsExactly("N", "D");
        assertThat(binding.parameters()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({"h.web, h.code", "h_web, h_code"})
    void anIndexRangesOverTheColumnsInTheirOrder(String web, String code) {
        var binding = Binding.law(columns("N", web, "x", code));
        Expr bound = binding.bind(parse("sum(i, C[i]*h[i])"));
        assertThat(bound).hasToString("C[web]*" + web + " + C[code]*" + code);
        assertThat(binding.variables()).containsExactly(web, code);
        assertThat(binding.parameters()).containsExactly("C[web]", "C[code]");
    }

    @Test
    void productsAreWrittenOutToo() {
        assertThat(mixture().bind(parse("prod(i, h[i]^g[i])"))).hasToString("h.web^g[web]*h.code^g[code]");
    }

    @Test
    void aMemberCanBeNamed() {
        assertThat(mixture().bind(parse("C[web]*h[code] + h.web"))).hasToString("C[web]*h.code + h.web");
    }

    @Test
    void parametersOfTheSameIndexAreShared() {
        var binding = mixture();
        binding.bind(parse("sum(i, C[i]*h[i]) + sum(j, C[j]^2*h[j])"));
        assertThat(binding.parameters()).containsExactly("C[web]", "C[code]");
    }

    @Test
    void sumsMayBeNested() {
        var binding = mixture();
        binding.bind(parse("sum(i, sum(j, A[i]*B[j]*h[i]*h[j]))"));
        assertThat(binding.parameters()).containsExactly("A[web]", "B[web]", "B[code]", "A[code]");
    }

    @Test
    void indicesMustAgree() {
        var binding = Binding.law(columns("g.web", "g.books", "h.web", "h.code"));
        UnknownNameException error = error(binding, "sum(i, g[i]*h[i])");
        assertThat(error).hasMessage("the index i ranges over [web, books] in g.* but over [web, code] in h.*");
        assertThat(error.name()).isEqualTo("h");
    }

    @Test
    void theOrderOfColumnsDoesNotMatterForAgreement() {
        var binding = Binding.law(columns("g.web", "g.code", "h.code", "h.web"));
        assertThat(binding.bind(parse("sum(i, g[i]*h[i])")).variables()).hasSize(4);
    }

    /** A dot is the sign of an index; {@code h_total} beside {@code h.web} is another column. */
    @Test
    void dotsAndUnderscoresAreNotMixed() {
        var binding = Binding.law(columns("h.web", "h.code", "h_total"));
        assertThat(binding.bind(parse("sum(i, C[i]*h[i])"))).hasToString("C[web]*h.web + C[code]*h.code");
    }

    /** {@code C} is a family of parameters, although some column's name begins with {@code C_}. */
    @Test
    void aColumnThatOnlyLooksLikeAFamilyDoesNotDisturb() {
        var binding = Binding.law(columns("h.web", "h.code", "C_total"));
        assertThat(binding.bind(parse("sum(i, C[i]*h[i])"))).hasToString("C[web]*h.web + C[code]*h.code");
    }

    @Test
    void anIndexOverNothingIsAMistake() {
        assertThat(error(Binding.law(columns("N")), "sum(i, C[i]*h[i])"))
                .hasMessage("the index i ranges over nothing: no column is called C.* or h.*");
        assertThat(error(Binding.law(columns("N")), "sum(i, N)"))
                .hasMessage("the index i ranges over nothing: no column is called anything it indexes");
    }

    @Test
    void anInnerIndexHidesTheOuterOne() {
        var binding = Binding.law(columns("h.web", "h.code", "g.a"));
        Expr bound = binding.bind(parse("sum(i, h[i]*sum(i, g[i]))"));
        assertThat(bound).hasToString("h.web*g.a + h.code*g.a");
    }

    @Test
    void labelsAreComparedByTheirCodes() {
        var binding = Binding.columns(columns("N"), LABELS);
        assertThat(binding.bind(parse("recipe == 'rpj'"))).hasToString("recipe == 1");
        assertThat(binding.bind(parse("'rpj' != recipe"))).hasToString("recipe != 1");
        assertThat(binding.bind(parse("recipe == 'unheard of'"))).hasToString("recipe == -1");
        assertThat(binding.variables()).containsExactly("recipe");
    }

    @Test
    void labelsHaveNoOrder() {
        assertThat(error(Binding.columns(columns("N"), LABELS), "recipe < 'rpj'"))
                .hasMessage("labels such as 'recipe' can only be compared with == and !=");
    }

    @Test
    void labelsAreNotNumbers() {
        UnknownNameException error = error(Binding.columns(columns("N"), LABELS), "2*recipe");
        assertThat(error).hasMessage("column 'recipe' holds text: compare it, as in recipe == 'base'");
        assertThat(error.name()).isEqualTo("recipe");
    }

    @Test
    void aColumnOfLabelsWithoutAnyIsExplainedAsWell() {
        assertThat(error(Binding.columns(columns("N"), Map.of("recipe", List.of())), "2*recipe"))
                .hasMessageStartingWith("column 'recipe' holds text");
    }

    @Test
    void aTextAloneMeansNothing() {
        assertThat(error(Binding.columns(columns("N"), LABELS), "N == 'rpj'"))
                .hasMessage("the text 'rpj' can only be compared with a column of labels, as in recipe == 'rpj'");
    }

    @ParameterizedTest
    @CsvSource({
        "token, did you mean tokens?",
        "RECIPE, did you mean recipe?",
        "zzz, 'the columns are params, tokens, recipe'"
    })
    void anUnknownColumnBringsASuggestion(String name, String hint) {
        UnknownNameException error = error(Binding.columns(columns("params", "tokens"), LABELS), name + " > 2");
        assertThat(error).hasMessage("there is no column '" + name + "'; " + hint);
        assertThat(error.name()).isEqualTo(name);
    }

    @Test
    void conditionsAreBoundInEveryPart() {
        var binding = Binding.law(columns("N", "D"));
        assertThat(binding.bind(parse("if(not N > k and D < 2, a, b)")).parameters())
                .extracting(Expr.Parameter::name)
                .containsExactly("k", "a", "b");
    }

    private static Set<String> family(int members) {
        return IntStream.range(0, members).mapToObj(i -> "h." + i).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Test
    void aFamilyMayBeLarge() {
        var binding = Binding.law(family(5000));
        Expr bound = binding.bind(parse("sum(i, C[i]*h[i])"));
        assertThat(binding.parameters()).hasSize(5000);
        assertThat(bound.height()).isLessThan(120);
    }

    @Test
    void whatWouldGrowWithoutMeasureIsRefused() {
        assertThat(error(Binding.law(family(100)), "sum(i, sum(j, sum(k, h[i]*h[j]*h[k])))"))
                .hasMessage("written out over 100 columns, the formula has more than 200,000 parts");
    }

    @Test
    void familiesWithUnderscoresMustAgreeToo() {
        assertThat(error(Binding.law(columns("h_web", "h_code", "C_total")), "sum(i, C[i]*h[i])"))
                .hasMessage("the index i ranges over [total] in C_* but over [web, code] in h_*");
    }

    /** Otherwise one member would be a column, and its siblings parameters, without a word. */
    @Test
    void aFamilyIsOfColumnsOrOfParameters() {
        UnknownNameException error = error(Binding.law(columns("h.web", "h.code", "C_web")), "sum(i, C[i]*h[i])");
        assertThat(error)
                .hasMessage("the index i ranges over [web, code], but of C[i] only C_web is there as a column");
        assertThat(error.wayOut()).isEqualTo("Rename one of them, in the formula or with --map.");
    }

    @Test
    void aSumOfTwoNumbersIsExplained() {
        assertThat(error(Binding.law(columns("N")), "sum(a, b)").wayOut())
                .isEqualTo("Mark what it ranges over, as in sum(i, C[i]*h[i]); two numbers are added with +.");
    }
}
