package org.isoflop.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** So many, with three digits. */
    static Assumption of(String what, double value, String source) {
        return new Assumption(what, Magnitude.count(value), OptionalDouble.of(value), source);
    }

    /** So many, to the last. */
    static Assumption of(String what, int value, String source) {
        return new Assumption(what, "%,d".formatted(value), OptionalDouble.of(value), source);
    }

    /** A share or another number without a unit. */
    static Assumption ofShare(String what, double value, String source) {
        return new Assumption(what, Magnitude.digits(value, 3), OptionalDouble.of(value), source);
    }

    static Assumption of(String what, String value, String source) {
        return new Assumption(what, value, OptionalDouble.empty(), source);
    }

    /** One source and all that rests on it, in the order in which sources come first. */
    static List<String> bySource(List<Assumption> all) {
        var bySource = new LinkedHashMap<String, List<String>>();
        all.forEach(one -> bySource.computeIfAbsent(one.source, source -> new ArrayList<>())
                .add("%s =%s%s".formatted(one.what, Page.TIE, one.text)));
        return bySource.entrySet().stream()
                .map(group -> "%s: %s".formatted(String.join("; ", group.getValue()), group.getKey()))
                .toList();
    }

    void json(ObjectNode node) {
        node.put("what", what);
        number.ifPresentOrElse(value -> FitJson.number(node, "value", value), () -> node.put("value", text));
        node.put("source", source);
    }
}
