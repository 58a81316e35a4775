package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.builtIn();

    @Test
    void listsIdsInOrder() {
        assertThat(catalogue.ids())
                .isSorted()
                .contains(
                        "chinchilla",
                        "chinchilla-besiroglu-2024",
                        "chinchilla-hoffmann-2022",
                        "kaplan-2020-joint-nd",
                        "kaplan-joint",
                        "kaplan-joint-offset",
                        "parscale",
                        "parscale-2025",
                        "power-law",
                        "power-law-d",
                        "power-law-n",
                        "rectified",
                        "sigmoid-compute");
    }

    @Test
    void entriesAreInTheOrderOfTheirIds() {
        assertThat(catalogue.entries()).extracting(Entry::id).isEqualTo(catalogue.ids());
    }

    @Test
    void anEntryHasTheIdOfItsFile() {
        Entry entry = catalogue.entry("chinchilla");
        assertThat(entry.id()).isEqualTo("chinchilla");
        assertThat(entry.law().id()).isEqualTo("chinchilla");
        assertThat(entry.law().formula().text()).isEqualTo("loss = E + A/N^alpha + B/D^beta");
        assertThat(entry.confidence()).isEqualTo(Confidence.FORM_ONLY);
        assertThat(entry.chosen()).isEmpty();
        assertThat(entry.source().arxiv()).isEqualTo("2203.15556");
    }

    @Test
    void aColonChoosesASetOfCoefficients() {
        assertThat(catalogue.entry("parscale-2025").chosen().orElseThrow().name())
                .isEqualTo("stack-v2-python");
        Entry pile = catalogue.entry("parscale-2025:pile");
        assertThat(pile.id()).isEqualTo("parscale-2025");
        assertThat(pile.coefficients()).extracting(Coefficients::name).containsExactly("pile", "stack-v2-python");
        assertThat(pile.chosen().orElseThrow().values()).containsEntry("E", 1.2886);
    }

    @Test
    void anUnknownSetOfCoefficientsIsAnError() {
        InputException misspelt =
                catchThrowableOfType(InputException.class, () -> catalogue.entry("parscale-2025:pyle"));
        assertThat(misspelt)
                .hasMessage("the law parscale-2025 has no coefficients called 'pyle'; it has stack-v2-python, pile");
        assertThat(misspelt.wayOut()).isEqualTo("Use parscale-2025:pile.");

        InputException none = catchThrowableOfType(InputException.class, () -> catalogue.entry("chinchilla:pile"));
        assertThat(none)
                .hasMessage("the law chinchilla has no published coefficients, so there are none called 'pile'");
        assertThat(none.wayOut()).isEqualTo("Fit it to your runs: isoflop fit RUNS --law chinchilla");
    }

    @Test
    void anUnknownIdIsAnErrorWithASuggestion() {
        InputException misspelt = catchThrowableOfType(InputException.class, () -> catalogue.entry("Chinchila"));
        assertThat(misspelt).hasMessage("there is no law 'Chinchila' in the catalogue");
        assertThat(misspelt.wayOut()).isEqualTo("Did you mean chinchilla? 'isoflop laws' lists them.");

        assertThat(wayOut("besiroglu")).isEqualTo("Did you mean chinchilla-besiroglu-2024? 'isoflop laws' lists them.");
        assertThat(wayOut("gravitation")).isEqualTo("'isoflop laws' lists them.");
        assertThat(wayOut("")).isEqualTo("'isoflop laws' lists them.");
    }

    @Test
    void whatIsNoIdNeverReachesTheFileSystem() {
        assertThatThrownBy(() -> catalogue.entry("../laws/chinchilla"))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no law '../laws/chinchilla' in the catalogue");
    }

    private String wayOut(String id) {
        return catchThrowableOfType(InputException.class, () -> catalogue.entry(id))
                .wayOut();
    }

    @Test
    void searchWantsEveryWordAndMindsNoCase() {
        assertThat(ids("PARALLEL pile")).containsExactly("parscale-2025");
        assertThat(ids("sigmoid(k")).contains("sigmoid-compute");
        assertThat(ids("outliers figure")).containsExactly("chinchilla-besiroglu-2024");
        assertThat(ids("  Kaplan   floor ")).contains("kaplan-joint", "kaplan-joint-offset");
        assertThat(ids("hestness")).contains("power-law-d", "hestness-2017");
        assertThat(ids("kaplan gravitation")).isEmpty();
        assertThat(ids(" ")).isEqualTo(catalogue.ids());
    }

    @Test
    void searchPutsFirstWhatIsAboutTheWords() {
        assertThat(ids("fine-tuning examples")).startsWith("rectified", "fine-tuning-power");
        assertThat(ids("repeated data")).startsWith("data-constrained", "muennighoff-2023");
        assertThat(ids("vocabulary")).startsWith("tao-vocabulary-2024");
        assertThat(ids("chinchilla"))
                .startsWith("chinchilla", "chinchilla-besiroglu-2024")
                .contains("kaplan-joint-offset");
    }

    /** The common word may be missing where the rare one is in the title. */
    @Test
    void searchForgivesACommonWord() {
        assertThat(ids("granularity nats")).startsWith("krajewski-2024-fine-grained");
        assertThat(ids("vocabulary kaplan")).startsWith("kaplan-2020-joint-nd").contains("tao-vocabulary-2024");
        assertThat(ids("parallel gravitation")).isEmpty();
    }

    private List<String> ids(String text) {
        return catalogue.search(text).stream().map(Entry::id).toList();
    }

    @Test
    void readsFromAFolder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tiny.toml"), EntryReaderTest.TINY);
        Files.writeString(folder.resolve("README.md"), "not a law");
        Files.writeString(folder.resolve("No law.toml"), "nor this");
        var onDisk = new Catalogue(new Shelf(folder.toUri().toURL()));
        assertThat(onDisk.ids()).containsExactly("tiny");
        assertThat(onDisk.entry("tiny").title()).isEqualTo("A tiny law");
        assertThat(onDisk.entries()).containsExactly(onDisk.entry("tiny"));
        assertThatThrownBy(() -> onDisk.entry("chinchilla")).isInstanceOf(InputException.class);
    }

    @Test
    void readsFromAJar(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("a jar.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file)) {
            out.putNextEntry(new ZipEntry("org/laws/"));
            out.putNextEntry(new ZipEntry("org/laws/tiny.toml"));
            out.write(EntryReaderTest.TINY.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("org/laws/old/"));
            out.putNextEntry(new ZipEntry("org/laws/old/other.toml"));
            out.putNextEntry(new ZipEntry("org/other.toml"));
        }
        var inJar = new Catalogue(
                new Shelf(URI.create("jar:" + jar.toUri() + "!/org/laws/").toURL()));
        assertThat(inJar.ids()).containsExactly("tiny");
        assertThat(inJar.entry("tiny").title()).isEqualTo("A tiny law");
        assertThat(inJar.entries()).containsExactly(inJar.entry("tiny"));
        assertThatThrownBy(() -> inJar.entry("other"))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no law 'other' in the catalogue");
    }
}
