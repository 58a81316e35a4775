package org.isoflop.data;

import java.util.List;
import java.util.Optional;

/**
 * What {@code fit --save} writes: one fit, or one per group of a table.
 *
 * @param groupedBy the column that made the groups; empty for one fit to all rows
 * @param documents the fits
 */
public record FitFile(Optional<String> groupedBy, List<FitDocument> documents) {
    public FitFile {
        documents = List.copyOf(documents);
    }

    /** The fit to the group of that name. */
    public Optional<FitDocument> group(String name) {
        return documents.stream()
                .filter(d -> d.group().filter(name::equals).isPresent())
                .findFirst();
    }
}
