package org.isoflop.runs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** A named column of a table. */
public sealed interface Column {

    String name();

    /** How many rows there are. */
    int size();

    /** The same column under another name. */
    Column named(String name);

    /** The entries of the given rows, in that order. */
    Column at(int[] rows);

    /**
     * A column of numbers; NaN where a number is missing.
     *
     * <p>The array is shared, not copied: whoever makes a column gives it away, and nobody writes to it.
     */
    record Numbers(String name, double[] values) implements Column {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Numbers named(String name) {
            return new Numbers(name, values);
        }

        @Override
        public Numbers at(int[] rows) {
            return new Numbers(
                    name, Arrays.stream(rows).mapToDouble(i -> values[i]).toArray());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers that && name.equals(that.name) && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return name + " (" + values.length + " numbers)";
        }
    }

    /**
     * A column of texts such as recipe names, stored as codes into the distinct texts.
     *
     * @param levels the distinct texts by first appearance; a missing text is the empty one
     * @param codes for each row the position of its text in {@code levels}; shared, never written to
     */
    record Labels(String name, List<String> levels, int[] codes) implements Column {
        public Labels {
            levels = List.copyOf(levels);
        }

        /** A column of the given texts, one per row. */
        public static Labels of(String name, List<String> texts) {
            var levels = new LinkedHashMap<String, Integer>();
            int[] codes = new int[texts.size()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = levels.computeIfAbsent(texts.get(i), t -> levels.size());
            }
            return new Labels(name, new ArrayList<>(levels.keySet()), codes);
        }

        public String text(int row) {
            return levels.get(codes[row]);
        }

        @Override
        public int size() {
            return codes.length;
        }

        @Override
        public Labels named(String name) {
            return new Labels(name, levels, codes);
        }

        @Override
        public Labels at(int[] rows) {
            return new Labels(
                    name, levels, Arrays.stream(rows).map(i -> codes[i]).toArray());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Labels that
                    && name.equals(that.name)
                    && levels.equals(that.levels)
                    && Arrays.equals(codes, that.codes);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(codes);
        }

        @Override
        public String toString() {
            return name + " (" + codes.length + " labels, " + levels.size() + " distinct)";
        }
    }
}
