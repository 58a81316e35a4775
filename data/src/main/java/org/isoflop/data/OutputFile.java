package org.isoflop.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.isoflop.InputException;

/** Writes files so that nothing that was there is lost before the new one is whole. */
public final class OutputFile {
    private OutputFile() {}

    /** Writes the text of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Says whether a file can be written, before any work is done for it.
     *
     * @param force whether a file that is there may be overwritten
     * @throws InputException if its folder is missing or closed, or if the target is a folder or there already
     */
    public static void checkWritable(Path target, boolean force) {
        Path folder = folder(target);
        if (Files.isDirectory(target)) {
            throw new InputException(
                    target + " is a folder; the name of a file was expected",
                    "Name a file in it, for instance " + target.resolve("output") + ".");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    target + " cannot be written: there is no folder " + folder, "Make it first: mkdir -p " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new InputException(
                    target + " cannot be written: you may not write in " + folder, "Name a file in another folder.");
        }
        if (Files.exists(target) && !force) {
            throw new InputException(target + " is there already", "--force overwrites it.");
        }
    }

    /**
     * Writes a file beside its target and moves it there when it is whole.
     *
     * @throws InputException if that fails, for instance because the disk is full; the target is then as it was
     */
    public static void write(Path target, Content content) {
        Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(part, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException(
                    target + " cannot be written: " + e, "Make room for it, or name a file in another folder.");
        } finally {
            discard(part);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            part.toFile().deleteOnExit();
        }
    }

    private static Path folder(Path target) {
        Path parent = target.getParent();
        return parent == null ? Path.of(".") : parent;
    }
}
