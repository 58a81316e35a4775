package org.isoflop.server.question;

import java.util.List;
import java.util.Optional;
import org.isoflop.server.Place;

/**
 * What came of a command.
 *
 * @param exit 0 done, 1 it could not be done with this input, 2 the call itself is wrong
 * @param out the answer; one JSON document if {@code isJson}
 * @param isJson whether the command was told to answer in JSON
 * @param messages what it said beside the answer, line by line
 * @param complaint what was wrong, unless all went well
 */
public record Outcome(int exit, String out, boolean isJson, List<String> messages, Optional<Complaint> complaint) {
    public Outcome {
        messages = List.copyOf(messages);
    }

    /**
     * What was wrong.
     *
     * @param message the place, what was found and what was expected
     * @param wayOut one thing to do about it; may be empty
     * @param place where, as far as it is known
     */
    public record Complaint(String message, String wayOut, Optional<Place> place) {}
}
