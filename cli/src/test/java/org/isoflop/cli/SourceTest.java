package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved fits in the place of their tables. */
class SourceTest {
    private static final String[] QUESTION = {"--budget", "1e20", "--target", "C=1e24", "--tables", "0"};

    @TempDir
    private Path folder;

    /** The rows that a fit keeps are the rows that it was made of: the same answer, to the last character. */
    @Test
    void aFitWhoseTableIsGoneStillHasItsRuns() throws IOException {
        String fit = fit("../examples/runs.csv", "runs.csv");
        String before = design(fit).out();
        Files.delete(folder.resolve("runs.csv"));
        assertThat(before).contains("to do");
        assertThat(answer(design(fit).out())).isEqualTo(answer(before));
    }

    @Test
    void aGroupOfAFitIsNamedBehindIt() throws IOException {
        String fit = fit("../examples/three-recipes.csv", "three.csv", "--group", "recipe");
        Cli none = design(fit);
        assertThat(none.code()).isEqualTo(Isoflop.IMPOSSIBLE);
        assertThat(none.err())
                .contains("there is a fit for every recipe")
                .contains("Name one of them: recipe=base, recipe=early, recipe=late.");
        assertThat(design(fit, "recipe=none").err()).contains("there is no recipe 'none' in the fit");
        Cli one = design(fit, "recipe=late");
        assertThat(one.code()).as(one.err()).isEqualTo(Isoflop.DONE);
        assertThat(one.out()).contains("to do");
    }

    /** What stands below the line that says which table was read. */
    private static String answer(String text) {
        return text.substring(text.indexOf("loss = "));
    }

    private String fit(String table, String name, String... more) throws IOException {
        Path copy = Files.copy(Path.of(table), folder.resolve(name));
        String file = folder.resolve(name + ".fit.json").toString();
        String[] call = {"fit", copy.toString(), "--bootstrap", "20", "--save", file};
        Cli made = Cli.run(joined(call, more));
        assertThat(made.code()).as(made.err()).isEqualTo(Isoflop.DONE);
        return file;
    }

    private static Cli design(String fit, String... group) {
        return Cli.run(joined(joined(new String[] {"design", fit}, group), QUESTION));
    }

    private static String[] joined(String[] first, String[] second) {
        return java.util.stream.Stream.of(first, second)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }
}
