package org.isoflop.data;

import java.util.List;
import java.util.Optional;

/**
 * What {@code fit --save} writes: one fit, or one per group of a table.
 *
 * @param groupedBy the column that made the groups; empty for one fit to all rows
 * @param shared the parameters, or bases of their families, that are the same in all groups
 * @param documents the fits
 */
public record FitFile(Optional<String> groupedBy, List<String> shared, List<FitDocument> documents) {
    public FitFile {
        shared = List.copyOf(shared);
        documents = List.copyOf(documents);
    }

    /** The fit to the group of that name. */
    public Optional<FitDocument> group(String name) {
        return documents.stream()
                .filter(d -> d.group().filter(name::equals).isPresent())
                .findFirst();
    }

    /** A file of fits that share nothing. */
    public FitFile(Optional<String> groupedBy, List<FitDocument> documents) {
        this(groupedBy, List.of(), documents);
    }

    /** Whether a parameter is named, or the family it belongs to. */
    public static boolean isAmong(List<String> names, String parameter) {
        return names.contains(parameter) || names.contains(base(parameter));
    }

    /** The name of a parameter, or of the family it belongs to: {@code C} for {@code C[web]}. */
    private static String base(String parameter) {
        int bracket = parameter.indexOf('[');
        return bracket < 0 ? parameter : parameter.substring(0, bracket);
    }
}
