package org.isoflop.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.isoflop.InputException;

/**
 * A pattern of file names: {@code *} and {@code ?} within a name, {@code **} across folders, {@code [ab]} and
 * {@code {a,b}} as in a shell.
 *
 * @param pattern as the user typed it
 * @param start the folder in front of the first wildcard
 * @param names the rest of the pattern, which names below that folder match
 * @param depth how many folders down a match can lie
 */
record Glob(String pattern, Path start, String names, int depth) {
    private static final String WILDCARDS = "*?[{";

    static boolean isPattern(String input) {
        return input.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
    }

    static Glob of(String pattern) {
        int wildcard = 0;
        while (WILDCARDS.indexOf(pattern.charAt(wildcard)) < 0) {
            wildcard++;
        }
        int end = pattern.lastIndexOf('/', wildcard) + 1;
        String rest = pattern.substring(end);
        // A slash inside braces or after ** makes the depth unknown.
        boolean anyDepth = rest.contains("**") || rest.contains("{");
        int depth = anyDepth
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(c -> c == '/').count();
        return new Glob(pattern, WorkingFolder.at(Path.of(pattern.substring(0, end))), rest, depth);
    }

    /**
     * The files that match, in the order of their names.
     *
     * @throws InputException if there is none
     */
    List<InputFile> files() {
        PathMatcher matcher = matcher();
        try (Stream<Path> found = Files.exists(start) ? Files.walk(start, depth) : Stream.empty()) {
            List<InputFile> files = found.filter(
                            path -> matcher.matches(start.relativize(path)) && !Files.isDirectory(path))
                    .sorted()
                    .map(path -> new InputFile(name(path), path).checked())
                    .toList();
            if (files.isEmpty()) {
                throw new InputException(
                        "'" + pattern + "' matches no file", Folder.at(start).contents());
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    "'" + pattern + "' cannot be searched for: " + e.getMessage(),
                    "Name the files themselves, or a folder that may be read.");
        }
    }

    private String name(Path path) {
        return WorkingFolder.isBound() ? start.relativize(path).toString() : path.toString();
    }

    private PathMatcher matcher() {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + names);
        } catch (PatternSyntaxException e) {
            throw new InputException(
                    "'" + pattern + "' is not a pattern of file names: " + e.getDescription(),
                    "Close every [ and {, or put a \\ in front of it.");
        }
    }
}
