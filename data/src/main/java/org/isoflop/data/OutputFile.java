package org.isoflop.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.isoflop.InputException;

/**
 * Writes files so that nothing that was there is lost before the new one is whole.
 *
 * <p>A file is written beside its target and moved there at the end; a program that is stopped meanwhile takes the part
 * away. What is neither a file nor a folder, such as {@code /dev/stdout}, is written to as it is.
 */
public final class OutputFile {
    /** What is being written. */
    private static final Set<Path> PARTS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> PARTS.forEach(OutputFile::discard)));
    }

    private OutputFile() {}

    /** Writes the text of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /** Writes the bytes of a file. */
    @FunctionalInterface
    private interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Says whether a file can be written, before any work is done for it.
     *
     * @param force whether a file that is there may be overwritten
     * @throws InputException if its folder is missing or closed, or if the target is a folder or there already
     */
    public static void checkWritable(Path name, boolean force) {
        Path target = WorkingFolder.at(name);
        Path folder = folder(target);
        if (isDevice(target)) {
            return;
        }
        if (Files.isDirectory(target)) {
            throw new InputException(
                    name + " is a folder; the name of a file was expected",
                    "Name a file in it, for instance " + name.resolve("output") + ".");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    name + " cannot be written: there is no folder " + folder, "Make it first: mkdir -p " + folder);
        }
        if (Files.exists(target) && !force) {
            throw new InputException(name + " is there already", "--force overwrites it.");
        }
        tryFolder(name, target);
    }

    /** Rights tell less than an attempt: the file system may be read-only or full, or its owner root. */
    private static void tryFolder(Path name, Path target) {
        Path part = part(target);
        try {
            Files.createFile(part);
            Files.delete(part);
        } catch (IOException e) {
            throw new InputException(
                    name + " cannot be written: no file can be made in the folder " + folder(name),
                    "Name a file in another folder.");
        }
    }

    /**
     * Writes a file beside its target and moves it there when it is whole.
     *
     * @throws InputException if that fails, for instance because the disk is full; the target is then as it was
     */
    public static void write(Path target, Content content) {
        writeStream(target, out -> {
            var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.writeTo(writer);
            writer.flush();
        });
    }

    /**
     * The same for a file that is no text.
     *
     * @throws InputException as {@link #write}
     */
    public static void writeBytes(Path target, byte[] bytes) {
        writeStream(target, out -> out.write(bytes));
    }

    private static void writeStream(Path name, Bytes content) {
        Path target = WorkingFolder.at(name);
        try {
            if (isDevice(target)) {
                fill(Files.newOutputStream(target, StandardOpenOption.WRITE), content);
            } else {
                // A link stays, and what it leads to changes.
                replace(Files.exists(target) ? target.toRealPath() : target, content);
            }
        } catch (IOException e) {
            throw new InputException(
                    name + " cannot be written: " + reason(e), "Make room for it, or name a file in another folder.");
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static void replace(Path target, Bytes content) throws IOException {
        Path part = part(target);
        PARTS.add(part);
        try {
            fill(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            discard(part);
            PARTS.remove(part);
        }
    }

    private static void fill(OutputStream file, Bytes content) throws IOException {
        try (var out = new CappedStream(file, WorkingFolder.current().bytes())) {
            content.writeTo(out);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It stays, under a name that says what it is.
        }
    }

    private static boolean isDevice(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target);
    }

    private static Path part(Path target) {
        String name = ".isoflop-%d-%x.part".formatted(ProcessHandle.current().pid(), System.nanoTime());
        return target.resolveSibling(name);
    }

    private static Path folder(Path target) {
        Path parent = target.getParent();
        return parent == null ? Path.of(".") : parent;
    }
}
