package org.isoflop.server.project;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A project without the bytes of its files.
 *
 * @param id names it in addresses
 * @param name for people
 * @param revision counts the changes of name and state, from 1
 * @param created when it was made
 * @param changed when anything in it changed last, its files included
 * @param files by their names
 * @param state of the page, as JSON
 */
public record Project(
        String id,
        String name,
        long revision,
        Instant created,
        Instant changed,
        Map<String, ProjectFile> files,
        String state) {
    public Project {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** With another name and state. */
    Project edited(String newName, String newState, Instant now) {
        return new Project(id, newName, revision + 1, created, now, files, newState);
    }

    /** With a file put in or replaced. */
    Project with(ProjectFile file, Instant now) {
        var all = new TreeMap<>(files);
        all.put(file.name(), file);
        return new Project(id, name, revision, created, now, all, state);
    }

    /** Without a file. */
    Project without(String file, Instant now) {
        var rest = new TreeMap<>(files);
        rest.remove(file);
        return new Project(id, name, revision, created, now, rest, state);
    }

    /** All files together. */
    long bytes() {
        return files.values().stream().mapToLong(ProjectFile::bytes).sum();
    }
}
