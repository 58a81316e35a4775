package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.catalogue.Validity;
import org.isoflop.formula.Expr;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command that laws show suggests is one that runs. */
class LawExampleTest {
    private static final int RUNS = 60;

    static Stream<Entry> published() {
        return Catalogue.builtIn().entries().stream()
                .filter(entry -> entry.chosen().isPresent())
                .flatMap(entry -> entry.coefficients().size() < 2
                        ? Stream.of(entry)
                        : entry.coefficients().stream().map(set -> entry.choosing(set.name())));
    }

    static Stream<Entry> forms() {
        return Catalogue.builtIn().entries().stream()
                .filter(entry -> entry.chosen().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("published")
    void aLawWithCoefficientsPredicts(Entry entry) {
        String id = entry.coefficients().isEmpty()
                ? entry.id()
                : entry.id() + ":" + entry.chosen().orElseThrow().name();
        List<String> words = words(new LawExample(id, entry));
        assertThat(words.getFirst()).isEqualTo("predict");
        assertThat(Cli.answer(words.toArray(String[]::new)))
                .contains(entry.law().formula().response().orElseThrow().toString());
    }

    /** Over a table that was drawn from the law itself, in the middle of its start ranges. */
    @ParameterizedTest
    @MethodSource("forms")
    void aFormIsFitted(Entry entry, @TempDir Path folder) throws IOException {
        Path table = folder.resolve("runs.csv");
        Files.writeString(table, runs(entry));
        List<String> words = words(new LawExample(entry.id(), entry)).stream()
                .map(word -> word.equals("runs.csv") ? table.toString() : word)
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(words.getFirst()).isEqualTo("fit");
        words.addAll(List.of("--bootstrap", "0", "--starts", "2"));
        Cli call = Cli.run(words.toArray(String[]::new));
        assertThat(call.code()).as(call.err()).isEqualTo(Isoflop.DONE);
    }

    private static List<String> words(LawExample example) {
        return Pattern.compile("\"([^\"]*)\"|\\S+")
                .matcher(example.command().substring("isoflop ".length()))
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toList();
    }

    @Test
    void aPublishedNumberIsGivenAgain() {
        Entry entry = Catalogue.builtIn().entry("muennighoff-2023");
        String command = new LawExample("muennighoff-2023", entry).command();
        assertThat(command).isEqualTo("isoflop predict muennighoff-2023 N=6.34B D=242B U=25B");
    }

    private static String runs(Entry entry) {
        return LawExample.isAlongSchedule(entry) ? curve() : drawn(entry);
    }

    /** What a law reads of a schedule is found from its steps and rates. */
    private static String curve() {
        var random = new Random(1);
        var text = new StringBuilder("curve,step,lr,N,loss\n");
        for (int i = 1; i <= RUNS; i++) {
            double lr = i < 10 ? 3e-5 * i : i < 40 ? 3e-4 : 3e-4 * (RUNS + 1 - i) / 21;
            text.append(
                    "a,%d,%s,1e8,%s\n".formatted(100 * i, lr, 2.5 + 2 / Math.sqrt(i) + 0.01 * random.nextGaussian()));
        }
        return text.toString();
    }

    private static String drawn(Entry entry) {
        Set<String> columns = columns(entry);
        Model model = Model.of(entry.law(), columns);
        double[] theta =
                model.parameters().stream().mapToDouble(LawExampleTest::middle).toArray();
        var random = new Random(1);
        var text = new StringBuilder(String.join(",", model.variables()))
                .append(',')
                .append(model.observed().getFirst())
                .append('\n');
        for (int i = 0; i < RUNS; i++) {
            double[] row = model.variables().stream()
                    .mapToDouble(name -> drawn(entry, name, random))
                    .toArray();
            double response = model.predict(row, theta);
            if (Double.isFinite(response)) {
                text.append(Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",")))
                        .append(',')
                        .append(response * Math.exp(0.01 * random.nextGaussian()))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static double middle(Parameter p) {
        return p.startLow() > 0 && p.startHigh() / p.startLow() > 30
                ? Math.sqrt(p.startLow() * p.startHigh())
                : (p.startLow() + p.startHigh()) / 2;
    }

    private static double drawn(Entry entry, String name, Random random) {
        Validity range = entry.ranges().get(name);
        if (name.contains(".")) {
            return 0.1 + 0.8 * random.nextDouble();
        }
        if (range == null) {
            range = Set.of("N", "D", "C", "U").contains(name) ? new Validity(1e8, 1e10) : new Validity(1.5, 20);
        }
        return range.low() > 0
                ? range.low() * Math.pow(range.high() / range.low(), random.nextDouble())
                : range.low() + random.nextDouble() * (range.high() - range.low());
    }

    /** The law's columns, with two members for a family. */
    private static Set<String> columns(Entry entry) {
        var families = new TreeSet<String>();
        families(entry.law().formula().body(), families);
        return entry.law().variables().stream()
                .map(Variable::name)
                .flatMap(name -> families.contains(name) ? Stream.of(name + ".web", name + ".code") : Stream.of(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void families(Expr tree, Set<String> into) {
        if (tree instanceof Expr.Indexed(var base, var _)) {
            into.add(base);
        }
        tree.children().forEach(child -> families(child, into));
    }
}
