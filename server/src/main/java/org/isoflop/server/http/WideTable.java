package org.isoflop.server.http;

import java.util.Locale;
import org.isoflop.server.Problem;

/** Looks at the first line of a table of text, before columns are made for all of its cells. */
final class WideTable {
    private WideTable() {}

    /** @throws Problem if it has more cells than are taken */
    static void refuse(String name, byte[] content, int most) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".csv") && !lower.endsWith(".tsv") && !lower.endsWith(".txt")) {
            return;
        }
        int cells = 1;
        for (byte b : content) {
            if (b == '\n' || b == '\r') {
                break;
            }
            if (b == ',' || b == ';' || b == '\t') {
                cells++;
            }
        }
        if (cells > most) {
            throw new Problem(
                            Problem.Code.TOO_LARGE,
                            "%s:1 has about %,d cells; at most %,d columns are taken".formatted(name, cells, most),
                            "Leave out columns that are not needed.")
                    .at(java.util.Optional.of(org.isoflop.server.Place.line(name, 1)));
        }
    }
}
