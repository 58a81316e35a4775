package org.isoflop.cli;

import java.util.OptionalDouble;
import org.isoflop.data.FitJson;
import org.isoflop.runs.Magnitude;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that an answer rests on and that was not computed.
 *
 * @param what is assumed
 * @param text its value for a person
 * @param number the same for a program; empty where it is no number
 * @param source who says so
 */
record Assumption(String what, String text, OptionalDouble number, String source) {

    static Assumption of(String what, double value, String source) {
        return new Assumption(
                what,
                value >= 1e15 ? Magnitude.digits(value, 4) : Magnitude.count(value),
                OptionalDouble.of(value),
                source);
    }

    /** A share or another number without a unit. */
    static Assumption ofShare(String what, double value, String source) {
        return new Assumption(what, Magnitude.digits(value, 3), OptionalDouble.of(value), source);
    }

    static Assumption of(String what, String value, String source) {
        return new Assumption(what, value, OptionalDouble.empty(), source);
    }

    /** Everything on a line or two. */
    String sentence() {
        return "%s, %s: %s".formatted(what, text.replace(' ', Page.TIE), source);
    }

    void json(ObjectNode node) {
        node.put("what", what);
        number.ifPresentOrElse(value -> FitJson.number(node, "value", value), () -> node.put("value", text));
        node.put("source", source);
    }
}
