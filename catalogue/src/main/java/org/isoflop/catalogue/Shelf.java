package org.isoflop.catalogue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The folder that holds the law files, inside a jar or among a project's classes.
 *
 * <p>There is no list of the files: the folder is its own list, so that to add a law is to add a file, and no build
 * step has to run before a law is there in an IDE. To list a jar costs a few milliseconds and is needed only by a
 * search or a suggestion; to open one law needs no list at all. The jar must have entries for its folders, as the jars
 * of Maven and of the {@code jar} tool do.
 *
 * @param folder the URL of the folder, with a slash at its end
 */
record Shelf(URL folder) {
    /** The names of the files in it, sorted. */
    List<String> names() {
        try {
            return open(folder) instanceof JarURLConnection connection ? namesInJar(connection) : namesOnDisk();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static List<String> namesInJar(JarURLConnection connection) throws IOException {
        String prefix = connection.getEntryName();
        try (JarFile jar = connection.getJarFile();
                Stream<String> names = jar.stream().map(ZipEntry::getName)) {
            return names.filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(name -> !name.isEmpty() && !name.contains("/"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> namesOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(URI.create(folder.toString())))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The texts of all files by their names, sorted; a jar is opened once for all of them. */
    SortedMap<String, String> texts() {
        try {
            return open(folder) instanceof JarURLConnection connection ? textsInJar(connection) : textsOnDisk();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static SortedMap<String, String> textsInJar(JarURLConnection connection) throws IOException {
        String prefix = connection.getEntryName();
        var texts = new TreeMap<String, String>();
        try (JarFile jar = connection.getJarFile()) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (name.startsWith(prefix)
                        && name.length() > prefix.length()
                        && name.indexOf('/', prefix.length()) < 0) {
                    texts.put(name.substring(prefix.length()), text(jar.getInputStream(entry)));
                }
            }
        }
        return texts;
    }

    private SortedMap<String, String> textsOnDisk() throws IOException {
        var texts = new TreeMap<String, String>();
        Path path = Path.of(URI.create(folder.toString()));
        for (String name : namesOnDisk()) {
            texts.put(name, Files.readString(path.resolve(name)));
        }
        return texts;
    }

    private static String text(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The text of one file; empty if there is no such file. */
    Optional<String> text(String name) {
        try {
            return Optional.of(
                    text(open(URL.of(URI.create(folder + name), null)).getInputStream()));
        } catch (FileNotFoundException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + name, e);
        }
    }

    /** Without the cache of connections, which would keep a jar open for good. */
    private static URLConnection open(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection;
    }
}
