package org.isoflop.catalogue;

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
 * @param source the data sheet, and where the figures were seen
 */
public record KnownAccelerator(Accelerator accelerator, List<String> notes, Source source) {
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
                .only("name", "memory_gib", "memory_bandwidth", "watts", "notes", "peak", "node", "price", "source");
        try {
            return new KnownAccelerator(
                    new Accelerator(
                            id,
                            top.text("name"),
                            peaks(top),
                            top.number("memory_gib") * GIB,
                            top.number("memory_bandwidth"),
                            node(top.section("node")),
                            top.has("watts") ? OptionalDouble.of(top.number("watts")) : OptionalDouble.empty(),
                            top.has("price") ? Optional.of(price(top.section("price"))) : Optional.empty()),
                    top.texts("notes"),
                    Source.read(top.section("source"), true));
        } catch (IllegalArgumentException e) {
            throw new InputException("%s: %s".formatted(file, e.getMessage()), "");
        }
    }

    private static EnumMap<Precision, Double> peaks(Section top) {
        var peaks = new EnumMap<Precision, Double>(Precision.class);
        Section table = top.section("peak");
        table.only(Precision.ids().toArray(String[]::new));
        for (Precision precision : Precision.values()) {
            if (table.has(precision.id())) {
                peaks.put(precision, table.number(precision.id()));
            }
        }
        return peaks;
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
