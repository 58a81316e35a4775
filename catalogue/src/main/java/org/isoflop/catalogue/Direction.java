package org.isoflop.catalogue;

import java.util.Optional;
import java.util.stream.Stream;

/** Where the response of a law goes when one of its variables grows and the others stay. */
public enum Direction {
    RISING("rising"),
    FALLING("falling");

    private final String text;

    Direction(String text) {
        this.text = text;
    }

    /** As law files write it. */
    public String text() {
        return text;
    }

    static Optional<Direction> of(String text) {
        return Stream.of(values()).filter(d -> d.text.equals(text)).findFirst();
    }
}
