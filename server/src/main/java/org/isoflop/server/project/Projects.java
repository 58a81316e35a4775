package org.isoflop.server.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.isoflop.InputException;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;

/**
 * All projects of a server. What is read comes from memory; what is written is in the database before it is told.
 *
 * <p>Each project has a lock of its own, held for changes only: questions read its files without it.
 */
public final class Projects implements AutoCloseable {
    private static final int ID_BYTES = 10;
    private static final int MOST_NAME = 200;
    private static final int MOST_STATE = 1 << 20;
    private static final int MOST_FILES = 200;
    private static final int MOST_PROJECTS = 10_000;

    private final Database database;
    private final WorkFolders folders;
    private final Limits limits;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Held> projects = new ConcurrentHashMap<>();

    /** A project as it is now; its monitor is the lock for changes. */
    private static final class Held {
        private volatile Project project;
        private boolean hasFolder;
        private boolean isGone;

        Held(Project project) {
            this.project = project;
        }
    }

    private Projects(Database database, WorkFolders folders, Limits limits, Clock clock) {
        this.database = database;
        this.folders = folders;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Opens the projects of a data folder, which is made if it is not there.
     *
     * @throws InputException if that cannot be done
     */
    public static Projects open(Path data, Limits limits, Clock clock) {
        try {
            create(data);
        } catch (IOException e) {
            throw new InputException(
                    "the data folder %s cannot be made: %s".formatted(data, e.getMessage()),
                    "Choose another one with --data.");
        }
        Database database = Database.open(data.resolve("projects.duckdb"));
        var folders = new WorkFolders(data.resolve("work"));
        folders.clear();
        var all = new Projects(database, folders, limits, clock);
        database.projects().forEach(project -> all.projects.put(project.id(), new Held(project)));
        return all;
    }

    /** What others on this machine have no business with. */
    private static void create(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            Files.createDirectories(data);
            if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** All of them, what changed last first. */
    public List<Project> all() {
        return projects.values().stream()
                .map(held -> held.project)
                .sorted(Comparator.comparing(Project::changed).reversed().thenComparing(Project::id))
                .toList();
    }

    /**
     * A project as it is now.
     *
     * @throws Problem if there is no such project
     */
    public Project get(String id) {
        return held(id).project;
    }

    private Held held(String id) {
        Held held = projects.get(id);
        if (held == null) {
            throw missing();
        }
        return held;
    }

    private static Problem missing() {
        return new Problem(Problem.Code.NOT_FOUND, "there is no such project", "GET /api/projects lists them.");
    }

    /** Begins a project. */
    public Project create(String name) {
        if (projects.size() >= MOST_PROJECTS) {
            throw new Problem(
                    Problem.Code.TOO_LARGE,
                    "there are %,d projects, the most that are kept".formatted(MOST_PROJECTS),
                    "Delete some of them first.");
        }
        Instant now = clock.instant();
        var project = new Project(newId(), checkedName(name), 1, now, now, Map.of(), "null");
        database.save(project);
        projects.put(project.id(), new Held(project));
        return project;
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String checkedName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > MOST_NAME
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new Problem(
                    Problem.Code.WRONG_CALL, "the name of a project has 1 to %d characters".formatted(MOST_NAME), "");
        }
        return stripped;
    }

    /**
     * Changes name or state.
     *
     * @param seen the revision that is meant; any if empty
     * @throws Problem if the project has changed since
     */
    public Project edit(String id, Optional<Long> seen, Optional<String> name, Optional<String> state) {
        name.ifPresent(Projects::checkedName);
        if (state.isPresent() && state.get().length() > MOST_STATE) {
            throw new Problem(
                    Problem.Code.TOO_LARGE, "the state is larger than %,d characters".formatted(MOST_STATE), "");
        }
        return change(id, held -> {
            Project project = held.project;
            if (seen.isPresent() && seen.get() != project.revision()) {
                throw overtaken(project, seen.get());
            }
            Project edited = project.edited(
                    name.map(Projects::checkedName).orElse(project.name()),
                    state.orElse(project.state()),
                    clock.instant());
            database.save(edited);
            held.project = edited;
            return edited;
        });
    }

    private static Problem overtaken(Project project, long seen) {
        return new Problem(
                        Problem.Code.OVERTAKEN,
                        "the project is at revision %d by now, and revision %d was meant"
                                .formatted(project.revision(), seen),
                        "Load it again, or send the change with the new revision to overwrite.")
                .with("ETag", "\"" + project.revision() + "\"");
    }

    /** Takes a project away with its files. */
    public void delete(String id) {
        change(id, held -> {
            database.delete(id);
            projects.remove(id);
            held.isGone = true;
            WorkFolders.delete(folders.of(id));
            return true;
        });
    }

    /**
     * Puts a file in.
     *
     * @param replaces the fingerprint of the file that is meant to be replaced; any if empty
     * @param onlyNew whether a file that is there already is a problem
     */
    public ProjectFile put(String id, String name, byte[] content, Optional<String> replaces, boolean onlyNew) {
        FileName.checked(name);
        return change(id, held -> {
            Optional<ProjectFile> there =
                    Optional.ofNullable(held.project.files().get(name));
            if (onlyNew && there.isPresent()
                    || replaces.isPresent() && !replaces.equals(there.map(ProjectFile::sha256))) {
                throw new Problem(
                        Problem.Code.OVERTAKEN,
                        "%s is not what was meant to be replaced".formatted(name),
                        "Look at it again, or choose another name.");
            }
            return keep(held, name, content);
        });
    }

    private ProjectFile keep(Held held, String name, byte[] content) {
        ProjectFile file = ProjectFile.of(name, content);
        Project now = held.project;
        Project next = now.with(file, clock.instant());
        if (next.bytes() > limits.projectBytes() || next.files().size() > MOST_FILES) {
            throw new Problem(
                    Problem.Code.TOO_LARGE,
                    "a project holds at most %,d bytes in %d files".formatted(limits.projectBytes(), MOST_FILES),
                    "Delete some of its files first.");
        }
        database.save(next, file, content);
        held.project = next;
        if (held.hasFolder) {
            folders.write(now.id(), name, content);
        }
        return file;
    }

    /** Takes a file away. */
    public void delete(String id, String name) {
        change(id, held -> {
            requireFile(held.project, name);
            Project without = held.project.without(name, clock.instant());
            database.delete(without, name);
            held.project = without;
            if (held.hasFolder) {
                folders.delete(id, name);
            }
            return true;
        });
    }

    /**
     * A file of a project.
     *
     * @throws Problem if the project has no such file
     */
    public static ProjectFile requireFile(Project project, String name) {
        ProjectFile file = project.files().get(name);
        if (file == null) {
            throw new Problem(
                    Problem.Code.NOT_FOUND,
                    "the project has no file '%s'".formatted(name.length() > 120 ? name.substring(0, 120) + "…" : name),
                    project.files().isEmpty()
                            ? "Upload it first."
                            : "Its files are "
                                    + String.join(", ", project.files().keySet()) + ".");
        }
        return file;
    }

    /** The bytes of a file. */
    public byte[] content(String id, String name) {
        return change(id, held -> {
            requireFile(held.project, name);
            ensureFolder(held);
            return folders.read(id, name);
        });
    }

    /** The folder with the files of a project. */
    public Path folder(String id) {
        change(id, held -> {
            ensureFolder(held);
            return true;
        });
        return folders.of(id);
    }

    private void ensureFolder(Held held) {
        if (held.hasFolder) {
            return;
        }
        String id = held.project.id();
        folders.create(id);
        database.contents(id).forEach((name, content) -> folders.write(id, name, content));
        held.hasFolder = true;
    }

    /** Remembers what a folder holds, before a command works in it. */
    public Before before(String id) {
        folder(id);
        return new Before(id, folders.stamps(id));
    }

    /**
     * The files of a project at some moment.
     *
     * @param project its id
     * @param stamps of its files
     */
    public record Before(String project, Map<String, WorkFolders.Stamp> stamps) {}

    /**
     * Keeps what a command has written since.
     *
     * @return the names of the files that were written, sorted
     */
    public List<String> keepWritten(Before before) {
        return change(before.project(), held -> {
            var kept = new ArrayList<String>();
            folders.stamps(before.project()).forEach((name, stamp) -> {
                if (!stamp.equals(before.stamps().get(name))) {
                    keepWritten(held, name);
                    kept.add(name);
                }
            });
            kept.sort(Comparator.naturalOrder());
            return kept;
        });
    }

    private void keepWritten(Held held, String name) {
        String id = held.project.id();
        byte[] content = folders.read(id, name);
        ProjectFile there = held.project.files().get(name);
        if (there != null && there.sha256().equals(ProjectFile.sha256(content))) {
            return;
        }
        try {
            keep(held, FileName.checked(name), content);
        } catch (Problem e) {
            // The folder holds what the database holds, nothing more.
            restore(held, name);
            throw e;
        }
    }

    private void restore(Held held, String name) {
        String id = held.project.id();
        byte[] kept = database.contents(id).get(name);
        if (kept == null) {
            folders.delete(id, name);
        } else {
            folders.write(id, name, kept);
        }
    }

    private <T> T change(String id, Function<Held, T> change) {
        Held held = held(id);
        synchronized (held) {
            if (held.isGone) {
                throw missing();
            }
            return change.apply(held);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
