package org.isoflop.bench.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.MissingException;
import org.isoflop.bench.Project;
import org.isoflop.bench.Shown;
import org.isoflop.bench.Table;

/**
 * {@code serve}: a server under load. One user, then 32 at a time, drop the 245 public runs and drag; then as many drags
 * as somebody makes in an hour of work, for the memory.
 *
 * <p>32 users who never pause are the worst there is: each sends the next request when the answer is there, so that a wait
 * is the time of one answer times the users over the processors. People pause; so the same is measured with 32 users of
 * whom each drags every 2.5 seconds on average.
 */
public final class ServeCommand {
    private static final int MANY = 32;
    private static final double MOST_OF_A_DROP = 300;
    private static final double MOST_OF_A_DRAG = 50;

    /** Four drags a second for an hour. */
    private static final int HOUR = 14_400;

    private static final double PAUSE_SECONDS = 2.5;
    private static final double MOST_GROWTH = 1.1;

    private final byte[] table;
    private final int share;
    private final ServedProcess server;

    private ServeCommand(byte[] table, int share, ServedProcess server) {
        this.table = table;
        this.share = share;
        this.server = server;
    }

    /**
     * Measures, some five minutes.
     *
     * @throws MissingException if the table is not there
     */
    public static Findings run(Project project, Path file, boolean quick) {
        MissingException.unlessThere("serve", file);
        var machine = Machine.here();
        ServedProcess.start(project.root()).close(); // builds it, if need be
        try (var server = ServedProcess.start(project.root())) {
            return new ServeCommand(Files.readAllBytes(file), quick ? 20 : 1, server).findings(machine, quick);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Findings findings(Machine machine, boolean quick) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<User> users = users(client);
            List<User> one = users.subList(0, 1);
            Waits cold = waits(one, 1, 0, User::drop);
            waits(one, 1 + 400 / share, 0, User::drag);
            waits(one, 1 + 60 / share, 0, User::drop);
            Waits drops = waits(one, 1 + 100 / share, 0, User::drop);
            Waits drags = waits(one, 1 + 500 / share, 0, User::drag);
            waits(users, 1, 0, User::drop);
            Waits manyDrops = waits(users, 1 + 6 / share, 0, User::drop);
            Waits manyDrags = waits(users, 1 + 40 / share, 0, User::drag);
            Waits pausing = waits(users, 1 + 12 / share, PAUSE_SECONDS, User::drag);
            var waits = new Table(
                    List.of("", "users", "waits", "median, ms", "90 %", "99 %", "longest", "per second"),
                    List.of(
                            cold.row("the first drop after the start", 1),
                            drops.row("drop to fitted law and chart", 1),
                            drags.row("one drag", 1),
                            manyDrops.row("drop, without pauses", MANY),
                            manyDrags.row("drag, without pauses", MANY),
                            pausing.row("drag, with pauses", MANY)));
            Memory memory = memory(one);
            return new Findings(
                    "serve",
                    "serve" + (quick ? " --quick" : ""),
                    machine,
                    List.of(
                            Goal.atMost("drop to law and chart, 1 user, 99 %", MOST_OF_A_DROP, drops.at(0.99), "ms"),
                            Goal.atMost("one drag, 1 user, 99 %", MOST_OF_A_DRAG, drags.at(0.99), "ms"),
                            Goal.atMost(
                                    "drop, 32 users without pauses, 99 %", MOST_OF_A_DROP, manyDrops.at(0.99), "ms"),
                            Goal.atMost(
                                    "one drag, 32 users without pauses, 99 %",
                                    MOST_OF_A_DRAG, manyDrags.at(0.99), "ms"),
                            Goal.atMost("one drag, 32 users with pauses, 99 %", MOST_OF_A_DRAG, pausing.at(0.99), "ms"),
                            Goal.atMost(
                                    "memory after an hour's drags, over that after a tenth",
                                    MOST_GROWTH,
                                    memory.growth(),
                                    "times")),
                    List.of(
                            new Findings.Section(
                                    "Waits",
                                    "The server listens %s ms after the call."
                                            .formatted(Shown.digits(server.startMillis())),
                                    waits),
                            new Findings.Section("Memory", "", memory.table())));
        }
    }

    private List<User> users(HttpClient client) {
        var users = new ArrayList<User>();
        for (int i = 0; i < MANY; i++) {
            users.add(new User(client, server.url(), i, table));
        }
        return users;
    }

    /**
     * Lets everybody do the same a few times.
     *
     * @param pause the mean of what everybody waits before each, in seconds
     */
    private static Waits waits(List<User> users, int times, double pause, Consumer<User> what) {
        long begun = System.nanoTime();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<double[]>> all = users.stream()
                    .map(user -> pool.submit(() -> waits(user, times, pause, what)))
                    .toList();
            var waits = new ArrayList<Double>();
            for (Future<double[]> one : all) {
                for (double wait : one.get()) {
                    waits.add(wait);
                }
            }
            return Waits.of(
                    waits.stream().mapToDouble(Double::doubleValue).toArray(), (System.nanoTime() - begun) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] waits(User user, int times, double pause, Consumer<User> what) {
        var random = new java.util.SplittableRandom(user.number());
        double[] waits = new double[times];
        for (int i = 0; i < times; i++) {
            if (pause > 0) {
                LockSupport.parkNanos((long) (2e9 * pause * random.nextDouble()));
            }
            long begun = System.nanoTime();
            what.accept(user);
            waits[i] = (System.nanoTime() - begun) / 1e6;
        }
        return waits;
    }

    /** What the server holds after so many requests. */
    private record Memory(List<Integer> requests, List<Double> megabytes) {
        /** After all of them, over what it was after the first tenth. */
        double growth() {
            return megabytes.getLast() / megabytes.getFirst();
        }

        Table table() {
            var rows = new ArrayList<List<String>>();
            for (int i = 0; i < requests.size(); i++) {
                rows.add(List.of(Integer.toString(requests.get(i)), Shown.digits(megabytes.get(i))));
            }
            return new Table(List.of("drags", "resident MB"), rows);
        }
    }

    private Memory memory(List<User> one) {
        var requests = new ArrayList<Integer>();
        var megabytes = new ArrayList<Double>();
        int done = 0;
        for (int tenth = 0; tenth < 10; tenth++) {
            int some = HOUR / share / 10;
            waits(one, some, 0, User::drag);
            done += some;
            requests.add(done);
            megabytes.add(server.megabytes());
        }
        return new Memory(requests, megabytes);
    }
}
