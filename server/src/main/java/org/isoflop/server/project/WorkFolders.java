package org.isoflop.server.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folders that commands work in, one for each project. They are a copy: what counts is in the database.
 *
 * @param root holds all of them, and nothing else
 */
record WorkFolders(Path root) {

    /** What tells one writing of a file from another, without reading it. */
    record Stamp(long bytes, long modified) {}

    /** Takes away what an earlier server has left. */
    void clear() {
        delete(root);
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path of(String project) {
        return root.resolve(project);
    }

    void create(String project) {
        try {
            Files.createDirectories(of(project));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file in; whoever reads meanwhile reads the old one or the new one. */
    void write(String project, String name, byte[] content) {
        Path target = of(project).resolve(name);
        Path part = of(project).resolve(".put-%x.part".formatted(System.nanoTime()));
        try {
            Files.write(part, content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read(String project, String name) {
        try {
            return Files.readAllBytes(of(project).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String project, String name) {
        try {
            Files.deleteIfExists(of(project).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All visible files of a project, by their names. */
    Map<String, Stamp> stamps(String project) {
        var stamps = new HashMap<String, Stamp>();
        try (Stream<Path> files = Files.list(of(project))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".")) {
                    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                    stamps.put(
                            name,
                            new Stamp(
                                    attributes.size(),
                                    attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return stamps;
    }

    /** Takes a folder away with all that is in it. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(
                        Path dir, java.io.@org.jspecify.annotations.Nullable IOException e) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
