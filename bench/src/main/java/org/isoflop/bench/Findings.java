package org.isoflop.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command found: printed at once, and kept as JSON for the page that {@code report} writes.
 *
 * @param id the name of the command
 * @param call how to repeat it
 * @param machine what it ran on
 * @param goals what was wanted of it
 * @param sections the tables, with what there is to say about them
 */
public record Findings(String id, String call, Machine machine, List<Goal> goals, List<Section> sections) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A table with a heading and a text below it.
     *
     * @param heading a few words
     * @param text sentences, in Markdown; may be empty
     * @param table may be {@link Table#NONE}
     */
    public record Section(String heading, String text, Table table) {}

    public Findings {
        goals = List.copyOf(goals);
        sections = List.copyOf(sections);
    }

    /** Whether all goals were met. */
    public boolean met() {
        return goals.stream().allMatch(Goal::met);
    }

    /** For a person at a terminal. */
    public void print(PrintStream out) {
        out.println("# " + call);
        out.println("# " + machine);
        for (Section section : sections) {
            out.println();
            out.println(section.heading());
            if (!section.table().heads().isEmpty()) {
                out.println(section.table().text());
            }
            if (!section.text().isEmpty()) {
                out.println(section.text());
            }
        }
        if (!goals.isEmpty()) {
            out.println();
            out.println(goals(goals).text());
        }
        out.flush();
    }

    /** Goals as a table. */
    public static Table goals(List<Goal> goals) {
        var rows = new ArrayList<List<String>>();
        goals.forEach(goal -> rows.add(List.of(goal.what(), goal.wanted(), goal.measured(), goal.verdict())));
        return new Table(List.of("goal", "wanted", "measured", ""), rows);
    }

    /** Keeps them, in place of what the same command found before. */
    public void save(Path folder) {
        JSON.writeValue(Folders.make(folder).resolve(id + ".json").toFile(), this);
    }

    /** What a command found last; empty if it never ran since the last clean build. */
    public static Optional<Findings> last(Path folder, String id) {
        Path file = folder.resolve(id + ".json");
        return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Findings.class)) : Optional.empty();
    }
}
