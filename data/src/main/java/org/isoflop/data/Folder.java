package org.isoflop.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder, hidden files aside, for messages about files that are not there. */
record Folder(String name, boolean exists, List<String> names) {
    private static final int SHOWN = 6;

    /** The folder in which the file lies or would lie. */
    static Folder of(Path file) {
        Path parent = file.getParent();
        return at(parent == null ? Path.of("") : parent);
    }

    static Folder at(Path folder) {
        String name = folder.toString().isEmpty()
                ? "this folder"
                : WorkingFolder.isBound() ? "the project" : folder.toString();
        try (Stream<Path> files = Files.list(folder)) {
            return new Folder(
                    name,
                    true,
                    files.map(Path::getFileName)
                            .map(Path::toString)
                            .filter(file -> !file.startsWith("."))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            return new Folder(name, Files.isDirectory(folder), List.of());
        }
    }

    /** One sentence about what is there. */
    String contents() {
        if (!exists) {
            return "There is no folder " + name + ".";
        }
        if (names.isEmpty()) {
            return "There is nothing in " + name + ": is it the right folder?";
        }
        String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return "In " + name + " there is " + some + (names.size() > SHOWN ? " …" : ".");
    }
}
