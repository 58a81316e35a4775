package org.isoflop.formula;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Spelling {
    private Spelling() {}

    /** The known name nearest to {@code word}, if any is near enough to be what was meant. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int reach = Math.max(1, word.length() / 3);
        String folded = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(folded, name.toLowerCase(Locale.ROOT)) <= reach)
                .min(Comparator.comparingInt(name -> distance(folded, name.toLowerCase(Locale.ROOT))));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
