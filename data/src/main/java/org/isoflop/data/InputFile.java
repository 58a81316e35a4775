package org.isoflop.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;

/**
 * A file to read, known to be there and readable.
 *
 * @param name as the user knows it: typed, or found by a glob
 * @param path where it is
 */
record InputFile(String name, Path path) {

    /**
     * All files that the inputs name, globs expanded in the order of names.
     *
     * @throws InputException if one is not there, is a folder, cannot be read or is named twice, or if a glob is empty
     */
    static List<InputFile> find(List<String> inputs) {
        var files = new ArrayList<InputFile>();
        var seen = new HashSet<Path>();
        for (String input : inputs) {
            for (InputFile file : expand(input)) {
                if (!seen.add(file.realPath())) {
                    throw new InputException(
                            file.name() + " is given twice, so that its rows would count twice",
                            "Name it once, or let the globs not overlap.");
                }
                files.add(file);
            }
        }
        return files;
    }

    /** A glob unless a file has exactly that name, such as {@code runs[1].csv}. */
    private static List<InputFile> expand(String input) {
        Path path = path(input);
        return Glob.isPattern(input) && !Files.exists(path)
                ? Glob.of(input).files()
                : List.of(new InputFile(input, path).checked());
    }

    private static Path path(String input) {
        try {
            return WorkingFolder.at(Path.of(input));
        } catch (InvalidPathException e) {
            throw new InputException("'" + input + "' cannot be the name of a file: " + e.getReason(), "Name a file.");
        }
    }

    InputFile checked() {
        if (!Files.exists(path)) {
            throw new InputException(name + ": there is no such file", meant());
        }
        if (Files.isDirectory(path)) {
            throw new InputException(
                    name + " is a folder; a file was expected",
                    "Name its files, for instance '" + Path.of(name).resolve("*.csv") + "'.");
        }
        if (!Files.isReadable(path)) {
            throw new InputException(name + " may not be read by you", "Give yourself the right to: chmod u+r " + name);
        }
        return this;
    }

    private String meant() {
        Folder folder = Folder.of(path);
        return Spelling.nearest(fileName(), folder.names())
                .map(near -> "Did you mean " + Path.of(name).resolveSibling(near) + "?")
                .orElseGet(folder::contents);
    }

    private Path realPath() {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // A pipe, such as the shell's <(zcat runs.gz), has no real path.
            return path.toAbsolutePath();
        }
    }

    String fileName() {
        Path last = path.getFileName();
        return last == null ? name : last.toString();
    }

    Format format() {
        return Format.of(fileName());
    }

    InputException unreadable(IOException e) {
        return new InputException(name + " cannot be read: " + e.getMessage(), "Check the file, or copy it anew.");
    }
}
