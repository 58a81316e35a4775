package org.isoflop.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.isoflop.InputException;

/**
 * Where the files of a piece of work lie.
 *
 * <p>Usually names of files are what they are to the process. Within {@link #during} they are names in one folder, and
 * nothing outside of it can be read or written: that is how several people's work goes on in one process, which has one
 * working directory. Messages show names as they were given, never where the folder is. DuckDB is held to the files that
 * are read, too.
 *
 * <p>The bound is that of {@link ScopedValue}: it holds for the thread that does the work, not for threads it starts,
 * which open no files.
 *
 * @param folder where the names lead
 * @param bounds how large tables and files may be
 */
public record WorkingFolder(Path folder, Bounds bounds) {
    private static final ScopedValue<WorkingFolder> CURRENT = ScopedValue.newInstance();

    /**
     * How large things may be. A small compressed file can hold a large table, so that its size says little.
     *
     * @param bytes of a file that is written
     * @param rows of a table that is read
     * @param columns of a table that is read
     * @param cells of a table that is read
     */
    public record Bounds(long bytes, int rows, int columns, long cells) {
        /** As large as the machine allows. */
        static final Bounds NONE = new Bounds(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Does the work on the files of this folder alone. */
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** Whether there is a regular file of this name; false for what cannot be the name of one. */
    public static boolean hasFile(String name) {
        return is(name, Files::isRegularFile);
    }

    /** Whether there is something of this name, be it a folder or a pipe; false for what cannot be a name. */
    public static boolean isThere(String name) {
        return is(name, Files::exists);
    }

    /** Whether there is a folder of this name. */
    public static boolean hasFolder(String name) {
        return is(name, Files::isDirectory);
    }

    private static boolean is(String name, Predicate<Path> what) {
        try {
            return what.test(at(Path.of(name)));
        } catch (InvalidPathException | InputException _) {
            return false;
        }
    }

    /**
     * Where a file lies.
     *
     * @throws InputException if it lies outside of the folder that the work is bound to
     */
    public static Path at(Path name) {
        return CURRENT.isBound() ? CURRENT.get().inside(name) : name;
    }

    /** Whether the work is bound to one folder. */
    static boolean isBound() {
        return CURRENT.isBound();
    }

    /** How large things may be where the work goes on. */
    static Bounds current() {
        return CURRENT.isBound() ? CURRENT.get().bounds : Bounds.NONE;
    }

    /** Only plain names: a folder in it would lead on to others. */
    private Path inside(Path name) {
        boolean isPlain = !name.isAbsolute()
                && name.getNameCount() == 1
                && !name.toString().equals("..");
        if (!isPlain) {
            throw new InputException(
                    "'%s' lies outside of the project".formatted(name), "Name one of its files, without a folder.");
        }
        return folder.resolve(name);
    }
}
