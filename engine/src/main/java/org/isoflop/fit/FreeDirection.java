package org.isoflop.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.isoflop.runs.Magnitude;

/**
 * A combination of parameters that the runs do not determine: when they move together like this, no prediction for a
 * run changes.
 *
 * @param moves by how much each parameter moves, the largest move being 1
 */
public record FreeDirection(Map<String, Double> moves) {
    public FreeDirection {
        moves = Collections.unmodifiableMap(new LinkedHashMap<>(moves));
    }

    static FreeDirection of(String parameter) {
        return new FreeDirection(Map.of(parameter, 1.0));
    }

    /** In words: {@code E by 1 with F by -1}. */
    public String describe() {
        return moves.entrySet().stream()
                .map(move -> move.getKey() + " by " + Magnitude.digits(move.getValue(), 3))
                .collect(Collectors.joining(" with "));
    }
}
