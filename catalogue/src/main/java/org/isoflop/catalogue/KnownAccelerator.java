package org.isoflop.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Precision;

/**
 * An accelerator and where its figures come from.
 *
 * @param accelerator what it can do
 * @param notes what to mind
 * @param measuredIn where the measured rates come from; empty if there are none
 * @param source the data sheet, and where the figures were seen
 */
public record KnownAccelerator(Accelerator accelerator, List<String> notes, String measuredIn, Source source) {
    private static final double GIB = 1L << 30;

    public KnownAccelerator {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file.
     *
     * @throws InputException with file and key, if it is not quite right
     */
    static KnownAccelerator read(String id, String file, String text) {
        Section top = Section.of(file, text)
                .only(
                        "name",
                        "memory_gib",
                        "memory_bandwidth",
                        "watts",
                        "notes",
                        "peak",
                        "measured",
                        "node",
                        "price",
                        "source");
        try {
            return new KnownAccelerator(
                    new Accelerator(
                            id,
                            top.text("name"),
                            rates(top),
                            top.number("memory_gib") * GIB,
                            top.number("memory_bandwidth"),
                            node(top.section("node")),
                            top.has("watts") ? OptionalDouble.of(top.number("watts")) : OptionalDouble.empty(),
                            top.has("price") ? Optional.of(price(top.section("price"))) : Optional.empty()),
                    top.texts("notes"),
                    top.has("measured") ? measuredIn(top.section("measured")) : "",
                    Source.read(top.section("source"), true));
        } catch (IllegalArgumentException e) {
            throw new InputException("%s: %s".formatted(file, e.getMessage()), "");
        }
    }

    private static EnumMap<Precision, Accelerator.Rate> rates(Section top) {
        var rates = new EnumMap<Precision, Accelerator.Rate>(Precision.class);
        Section peak = top.section("peak");
        peak.only(Precision.ids().toArray(String[]::new));
        Optional<Section> measured = top.has("measured") ? Optional.of(top.section("measured")) : Optional.empty();
        for (Precision precision : Precision.values()) {
            String id = precision.id();
            if (peak.has(id)) {
                OptionalDouble seen = measured.filter(table -> table.has(id)).stream()
                        .mapToDouble(table -> table.number(id))
                        .findFirst();
                rates.put(precision, new Accelerator.Rate(peak.number(id), seen));
            }
        }
        return rates;
    }

    private static String measuredIn(Section table) {
        List<String> known = new ArrayList<>(Precision.ids());
        known.add("source");
        return table.only(known.toArray(String[]::new)).text("source");
    }

    private static Accelerator.Node node(Section table) {
        table.only("size", "link", "network", "host");
        return new Accelerator.Node(
                table.whole("size"), table.number("link"), table.number("network"), table.number("host"));
    }

    private static Accelerator.Price price(Section table) {
        table.only("per_hour", "date", "source");
        return new Accelerator.Price(table.number("per_hour"), table.text("date"), table.text("source"));
    }
}
