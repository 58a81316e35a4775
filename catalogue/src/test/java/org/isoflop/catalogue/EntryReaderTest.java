package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryReaderTest {
    static final String TINY = """
            title = "A tiny law"
            kind = "loss"
            confidence = "verified"
            formula = "loss = E + A/N^alpha"
            notes = ["one", "two"]
            related = ["other-law"]

            [variables]
            loss = { meaning = "test loss", unit = "nats" }
            N = { meaning = "parameters", range = [1e6, 1000000000] }

            [parameters]
            E = { meaning = "floor", lower = 0, start = [0.5, 3] }
            A = { meaning = "weight" }
            alpha = { meaning = "exponent", lower = -inf, upper = 2 }

            [[coefficients]]
            name = "one"
            values = { E = 1.5, A = 400, alpha = 0.5 }
            errors = { A = 12.5 }

            [monotone]
            N = "falling"

            [[examples]]
            at = { N = 1e8 }
            gives = 1.54
            tolerance = 0.001
            from = "table 1"

            [source]
            citation = "Nobody 2026, Nothing"
            arxiv = "2601.00001"
            checked = "here"
            """;

    @Test
    void readsEverything() {
        Entry entry = EntryReader.read("tiny.toml", TINY);
        assertThat(entry.id()).isEqualTo("tiny");
        assertThat(entry.title()).isEqualTo("A tiny law");
        assertThat(entry.kind()).isEqualTo(Kind.LOSS);
        assertThat(entry.confidence()).isEqualTo(Confidence.VERIFIED);
        assertThat(entry.notes()).containsExactly("one", "two");
        assertThat(entry.ranges()).containsExactly(Map.entry("N", new Validity(1e6, 1e9)));
        assertThat(entry.source()).isEqualTo(new Source("Nobody 2026, Nothing", "2601.00001", "here"));
        assertThat(entry.coefficients())
                .containsExactly(
                        new Coefficients("one", Map.of("E", 1.5, "A", 400.0, "alpha", 0.5), Map.of("A", 12.5)));
        assertThat(entry.monotone()).containsExactly(Map.entry("N", Direction.FALLING));
        assertThat(entry.examples()).containsExactly(new Example("one", Map.of("N", 1e8), 1.54, 0.001, "table 1"));
        assertThat(entry.related()).containsExactly("other-law");
        assertThat(entry.law().variables())
                .containsExactly(new Variable("loss", "test loss", "nats"), new Variable("N", "parameters", ""));
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(entry.law().parameters())
                .containsExactly(
                        new Parameter("E", "floor", 0, infinity, 0.5, 3, Optional.empty()),
                        new Parameter("A", "weight", -infinity, infinity, Double.NaN, Double.NaN, Optional.empty()),
                        new Parameter("alpha", "exponent", -infinity, 2, Double.NaN, Double.NaN, Optional.empty()));
    }

    @Test
    void keepsTheOrderOfTheFile() {
        Coefficients set = EntryReader.read("tiny.toml", TINY).chosen().orElseThrow();
        assertThat(set.values().keySet()).containsExactly("E", "A", "alpha");
    }

    @Test
    void theExampleInTheDocumentationIsALaw() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "catalogue.md"));
        int start = page.indexOf("```toml\n") + 8;
        Entry entry = EntryReader.read("someone-2026.toml", page.substring(start, page.indexOf("```\n", start)));
        assertThat(entry.law().variables()).extracting(Variable::name).containsExactly("loss", "N", "epochs");
    }

    @Test
    void theDocumentationNamesEveryKind() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "catalogue.md"));
        assertThat(Kind.values()).allSatisfy(kind -> assertThat(page).contains("`" + kind.text() + "`"));
    }

    /** Each row changes one thing in the law above. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            title =                   | titl =                  | unknown key 'titl'                                                               | Did you mean title?
            title = "A tiny law"      | ~~                       | 'title' is missing                                                                | ~~
            "A tiny law"              | " "                      | 'title' is a text, and should be a text that is not empty                         | ~~
            "A tiny law"              | 7                        | 'title' is a number, and should be a text that is not empty                       | ~~
            "A tiny law"              | true                     | 'title' is true or false, and should be a text that is not empty                  | ~~
            "verified"                | "sure"                   | 'confidence' is 'sure'                                                            | It is either "verified" or "form only".
            "verified"                | "form only"              | 'coefficients' is there, though the law is "form only"                            | Check them, or leave them out.
            kind = "loss"             | kind = "los"                  | 'kind' is 'los'                                                                   | Did you mean loss?
            ["other-law"]             | ["Other law"]            | 'related' has 'Other law', which is no id of a law                                | Write the ids of laws.
            N = "falling"             | M = "falling"            | 'monotone.M' is not a variable of the law                                         | Its variables are loss, N.
            N = "falling"             | N = "down"               | 'monotone.N' is 'down'                                                            | It is either "rising" or "falling".
            at = { N = 1e8 }          | at = { n = 1e8 }         | 'examples[1].at.n' is not a variable of the law                                   | Did you mean N?
            from = "table 1"          | set = "two"              | 'examples[1].set' is 'two', which is no set of coefficients                         | The sets are one.
            gives = 1.54              | ~~                       | 'examples[1].gives' is missing                                                    | ~~
            gives = 1.54              | gives = 0                | 'examples[1].gives' is 0.0                                                        | Choose a place where the law gives a finite number other than 0.
            tolerance = 0.001         | tolerance = 0            | 'examples[1].tolerance' is 0.0                                                    | It is a share of 'gives', between 0 and 1.
            ["one", "two"]            | "one"                    | 'notes' is a text, and should be a list of texts                                  | ~~
            ["one", "two"]            | ["one", 2]               | 'notes' is a list, and should be a list of texts                                  | ~~
            loss = E + A/N^alpha      | E + A/N^alpha            | 'formula' does not say which column it describes                                  | Put that column on the left: loss = E + A/N^alpha
            N^alpha"                  | N^alpha where { E > 0 }" | 'formula' has a 'where' part                                                      | Bounds and start ranges belong under [parameters] in a law file.
            E + A/N^alpha             | E + A/N^alpa             | 'formula' has the name alpa, which is declared neither as a variable nor as a parameter | Did you mean alpha?
            E + A/N^alpha             | E + A/N^alpha + gap      | 'formula' has the name gap, which is declared neither as a variable nor as a parameter | Add [variables.gap] or [parameters.gap].
            E + A/N^alpha             | E + A/N                  | 'parameters.alpha' is not in the formula                                          | The names there are E, A, N.
            "loss = E                 | "accuracy = E            | 'variables.accuracy' is missing, and the formula describes it                     | ~~
            N = { meaning             | n = { meaning            | 'formula' has the name N, which is declared neither as a variable nor as a parameter | Did you mean n?
            A = { meaning = "weight" }| N = { meaning = "again" } | 'formula' has the name A, which is declared neither as a variable nor as a parameter | Add [variables.A] or [parameters.A].
            "nats" }                  | "nats", units = "" }     | unknown key 'variables.loss.units'                                                | Did you mean unit?
            range = [1e6              | range = [1e12            | 'variables.N.range' is a list, and should be two finite numbers, the smaller first, as in [1, 10]             | ~~
            range = [1e6, 1000000000] | range = [1e6]            | 'variables.N.range' is a list, and should be two finite numbers, the smaller first, as in [1, 10]             | ~~
            range = [1e6              | range = [-inf            | 'variables.N.range' is a list, and should be two finite numbers, the smaller first, as in [1, 10]             | ~~
            [1e6, 1000000000]         | "1M to 1B"               | 'variables.N.range' is a text, and should be two finite numbers, the smaller first, as in [1, 10]             | ~~
            meaning = "weight"        | weight = "meaning"       | unknown key 'parameters.A.weight'                                                 | The keys here are meaning, lower, upper, start.
            { meaning = "weight" }    | "weight"                 | 'parameters.A' is a text, and should be a table                                   | ~~
            lower = 0,                | lower = "0",             | 'parameters.E.lower' is a text, and should be a number                            | ~~
            lower = 0,                | lower = nan,             | 'parameters.E.lower' is not a number                          | ~~
            lower = -inf              | lower = 3                | 'parameters.alpha.lower' is above 'upper'                                         | Exchange them.
            start = [0.5              | start = [-1              | 'parameters.E.start' reaches beyond the bounds 0.0 and Infinity                   | Start inside the bounds.
            [[coefficients]]          | [coefficients]           | 'coefficients' is a table, and should be tables, each under [[coefficients]]      | ~~
            name = "one"              | name = "No. 1"           | 'coefficients[1].name' is 'No. 1', which cannot be written after a colon          | Use lower-case letters, digits and single hyphens.
            A = 400,                  | a = 400,                 | 'coefficients[1].values.a' is not a parameter of the law                          | Did you mean A?
            A = 400,                  | ~~                       | 'coefficients[1].values.A' is missing                                             | A set has a value for every parameter.
            A = 400,                  | A = "400",               | 'coefficients[1].values.A' is a text, and should be a number                      | ~~
            A = 400,                  | A = inf,                 | 'coefficients[1].values.A' is infinite                                            | Leave it out if it is not known.
            alpha = 0.5 }             | alpha = 2.5 }            | 'coefficients[1].values.alpha' is 2.5, outside the bounds of its parameter        | Mend the value, or widen the bounds.
            A = 12.5                  | B = 12.5                 | 'coefficients[1].errors.B' is not a parameter of the law                          | Its parameters are E, A, alpha.
            A = 12.5                  | A = -12.5                | 'coefficients[1].errors.A' is negative                                            | A standard error is never negative.
            [source]                  | [sourse]                  | unknown key 'sourse'                                                               | Did you mean source?
            "2601.00001"              | "arXiv:2601.00001"       | 'source.arxiv' is 'arXiv:2601.00001'                                              | Write the number alone, as in "2203.15556".
            checked = "here"          | ~~                       | 'source.checked' is missing                                                       | ~~
            """)
    void refuses(String from, String to, String message, String wayOut) {
        assertThat(TINY).containsOnlyOnce(from);
        InputException refusal = refusal(TINY.replace(from, to));
        assertThat(refusal).hasMessage("tiny.toml: " + message);
        assertThat(refusal.wayOut()).isEqualTo(wayOut);
    }

    @Test
    void saysWhereAFormulaIsWrong() {
        InputException refusal = refusal(TINY.replace("A/N^alpha", "A/*N"));
        assertThat(refusal).hasMessage("""
                        tiny.toml: formula, column 14: expected a number, a name or '(' but found '*'
                          loss = E + A/*N
                                       ^""");
    }

    @Test
    void saysWhereADocumentIsNotToml() {
        assertThat(refusal(TINY.replace("kind = \"loss\"", "kind = loss")))
                .hasMessageStartingWith("tiny.toml, line 2, column 8: ");
        assertThat(refusal(TINY.replace("kind =", "title ="))).hasMessage("tiny.toml, line 3, column 1: Duplicate key");
    }

    @Test
    void refusesTwoSetsOfTheSameName() {
        String again = """
                [[coefficients]]
                name = "one"
                values = { E = 1.5, A = 400, alpha = 0.5 }
                [source]""";
        assertThat(refusal(TINY.replace("[source]", again)))
                .hasMessage("tiny.toml: 'coefficients[2].name' is 'one', as another set's is");
    }

    @Test
    void refusesAVerifiedLawWithoutCoefficients() {
        int start = TINY.indexOf("[[coefficients]]");
        String without = TINY.substring(0, start) + TINY.substring(TINY.indexOf("[source]"));
        assertThat(refusal(without)).hasMessage("tiny.toml: 'coefficients' is missing, though the law is \"verified\"");
    }

    private static final String WITHOUT_PARAMETERS = """
            title = "Compute"
            kind = "cost"
            confidence = "verified"
            formula = "C = 6*N*D"
            [variables]
            C = { meaning = "training compute", unit = "FLOP" }
            N = { meaning = "parameters", unit = "parameters" }
            D = { meaning = "tokens", unit = "tokens" }
            [[examples]]
            at = { N = 10, D = 2 }
            gives = 120
            tolerance = 1e-12
            from = "arithmetic"
            [source]
            citation = "Nobody"
            checked = "here"
            """;

    @Test
    void aLawWithoutParametersNeedsNoCoefficients() {
        Entry entry = EntryReader.read("compute.toml", WITHOUT_PARAMETERS);
        assertThat(entry.coefficients()).isEmpty();
        assertThat(entry.chosen().orElseThrow().values()).isEmpty();
        assertThat(entry.examples()).extracting(Example::set).containsExactly("");
        assertThat(catchThrowableOfType(InputException.class, () -> entry.choosing("any")))
                .hasMessage("the law compute has no parameters, so there are no coefficients called 'any'");
    }

    @Test
    void aLawWithoutParametersIsNothingAsAFormAlone() {
        assertThat(refusal(WITHOUT_PARAMETERS.replace("\"verified\"", "\"form only\"")))
                .hasMessage("tiny.toml: 'confidence' is \"form only\", though the law has no parameters to fit");
    }

    @Test
    void aFormAloneHasNoExamples() {
        int start = TINY.indexOf("[[coefficients]]");
        String without = TINY.substring(0, start) + TINY.substring(TINY.indexOf("[monotone]"));
        assertThat(refusal(without.replace("\"verified\"", "\"form only\"")))
                .hasMessage("tiny.toml: 'examples[1].at' is an example of a law without coefficients");
    }

    @Test
    void refusesANameThatIsVariableAndParameter() {
        assertThat(refusal(TINY.replace("A = { meaning", "N = { meaning = \"again\" }\nA = { meaning")))
                .hasMessage("tiny.toml: 'parameters.N' is declared as a variable too");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Tiny.toml", "tiny law.toml", "-tiny.toml", "tiny--law.toml", "tiny.json", ".toml", "../a.toml"})
    void refusesAFileNameThatIsNoId(String name) {
        InputException refusal = catchThrowableOfType(InputException.class, () -> EntryReader.read(name, TINY));
        assertThat(refusal).hasMessage(name + ": the name of a law file is the law's id and '.toml'");
    }

    @Test
    void anIndexedFamilyIsDeclaredByItsBase() {
        String mixture = """
                title = "Mixture"
                kind = "data"
                confidence = "form only"
                formula = "loss = E + 1/sum(i, C[i]*h[i]^g[i])"
                [variables]
                loss = { meaning = "loss" }
                h = { meaning = "share of a domain" }
                [parameters]
                E = { meaning = "floor" }
                C = { meaning = "weight of a domain" }
                g = { meaning = "exponent of a domain" }
                [source]
                citation = "Nobody"
                """;
        assertThat(EntryReader.read("mixture.toml", mixture)
                        .law()
                        .parameter("C[web]")
                        .meaning())
                .isEqualTo("weight of a domain");
    }

    private static InputException refusal(String toml) {
        return catchThrowableOfType(InputException.class, () -> EntryReader.read("tiny.toml", toml));
    }
}
