package org.isoflop.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path folder;

    private Path target() {
        return folder.resolve("out.txt");
    }

    private InputException refusal(Path target, boolean force) {
        return catchThrowableOfType(InputException.class, () -> OutputFile.checkWritable(target, force));
    }

    @Test
    void aNewFileMayBeWritten() throws IOException {
        OutputFile.checkWritable(target(), false);
        assertThat(folder).isEmptyDirectory();
        OutputFile.write(target(), out -> out.write("text"));
        assertThat(target()).hasContent("text");
        assertThat(folder.toFile().list()).containsExactly("out.txt");
    }

    @Test
    void whatIsThereIsOverwrittenOnlyByForce() throws IOException {
        Files.writeString(target(), "old");
        assertThat(refusal(target(), false)).hasMessage(target() + " is there already");
        assertThat(refusal(target(), false).wayOut()).isEqualTo("--force overwrites it.");
        OutputFile.checkWritable(target(), true);
        assertThat(target()).hasContent("old");
    }

    @Test
    void foldersAreNamed() {
        assertThat(refusal(folder, true)).hasMessage(folder + " is a folder; the name of a file was expected");
        Path nowhere = folder.resolve("nowhere/out.txt");
        assertThat(refusal(nowhere, true))
                .hasMessage(nowhere + " cannot be written: there is no folder " + folder.resolve("nowhere"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderIsTriedRatherThanAsked() {
        // Root may do anything, but nobody can make a file there.
        assertThat(refusal(Path.of("/proc/isoflop.json"), false))
                .hasMessage("/proc/isoflop.json cannot be written: no file can be made in the folder /proc");
    }

    @Test
    void afterAFailureEverythingIsAsItWas() throws IOException {
        Files.writeString(target(), "old");
        assertThatThrownBy(() -> OutputFile.write(target(), out -> {
                    out.write("half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(InputException.class)
                .hasMessage(target() + " cannot be written: No space left on device");
        assertThat(target()).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("out.txt");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), target());
        Files.writeString(target(), "old");
        OutputFile.write(link, out -> out.write("new"));
        assertThat(link).isSymbolicLink();
        assertThat(target()).hasContent("new");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aDeviceIsWrittenToAndNeverReplaced() {
        Path device = Path.of("/dev/null");
        OutputFile.checkWritable(device, false);
        OutputFile.write(device, out -> out.write("text"));
        assertThat(Files.isRegularFile(device)).isFalse();
    }
}
