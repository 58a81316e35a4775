package org.isoflop.formula;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Spelling {
    private static final int SHOWN = 10;

    private Spelling() {}

    /** The known name nearest to {@code word}, if any is near enough to be what was meant. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        // Any two letters are one letter apart: that is no resemblance.
        int reach = word.length() == 1 ? 0 : Math.max(1, word.length() / 3);
        String folded = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(folded, name.toLowerCase(Locale.ROOT)) <= reach)
                .min(Comparator.comparingInt(name -> distance(folded, name.toLowerCase(Locale.ROOT))));
    }

    /** Names in a row, as many as anybody reads, and how many are left. */
    public static String some(Collection<String> names) {
        List<String> first = names.stream().limit(SHOWN).toList();
        int left = names.size() - first.size();
        return String.join(", ", first) + (left == 0 ? "" : " and %,d more".formatted(left));
    }

    /** Letters to add, drop, replace or swap with their neighbour (the optimal string alignment distance). */
    private static int distance(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 ? j : j == 0 ? i : step(distance, a, b, i, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int step(int[][] distance, String a, String b, int i, int j) {
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
    }
}
