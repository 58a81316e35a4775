package org.isoflop.server.question;

import java.util.List;
import org.isoflop.data.WorkingFolder;
import org.isoflop.fit.Progress;

/** Runs a command; the one thing that the server is handed by whoever knows the commands. */
@FunctionalInterface
public interface Answerer {
    /** Answers on the calling thread; an interrupt of the thread ends the work early. */
    Outcome answer(Order order);

    /**
     * What is to be done.
     *
     * @param arguments of the command line, the command first
     * @param folder the only one whose files may be read or written, and how large they may be
     * @param threads how many threads may work on it; they do not change the answer
     * @param progress hears how far the work has come, from any thread
     */
    record Order(List<String> arguments, WorkingFolder folder, int threads, Progress progress) {
        public Order {
            arguments = List.copyOf(arguments);
        }
    }
}
