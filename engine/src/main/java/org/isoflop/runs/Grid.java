package org.isoflop.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isoflop.InputException;

/**
 * Places where runs might be: every combination of a few values per column.
 *
 * @param values for each column its values
 */
public record Grid(Map<String, double[]> values) {
    private static final Pattern SPAN = Pattern.compile("(.+?)\\.\\.(.+?)\\*\\s*(\\d+)");
    private static final int MAX_ROWS = 10_000_000;

    /**
     * Reads {@code N=1e8..1e10*12, C=1e21}: twelve values of N evenly spaced in the logarithm (evenly spaced where an
     * end is not positive), and one of C.
     *
     * @throws InputException if the text is no grid
     */
    public static Grid parse(String text) {
        var values = new LinkedHashMap<String, double[]>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", 2);
            if (sides.length != 2 || sides[0].isBlank()) {
                throw malformed(part);
            }
            if (values.put(sides[0].strip(), values(part, sides[1].strip())) != null) {
                throw new InputException("the grid gives " + sides[0].strip() + " twice", "Give it once.");
            }
        }
        return new Grid(values);
    }

    private static double[] values(String part, String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            return new double[] {number(part, text)};
        }
        double low = number(part, span.group(1));
        double high = number(part, span.group(2));
        double count = Double.parseDouble(span.group(3));
        if (count < 2 || !(low < high)) {
            throw malformed(part);
        }
        if (count > MAX_ROWS) {
            throw tooLarge("'" + part.strip() + "' has more runs than can be laid out");
        }
        return spread(low, high, (int) count);
    }

    private static double[] spread(double low, double high, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double share = (double) i / (count - 1);
            values[i] = low > 0 ? low * Math.pow(high / low, share) : low + share * (high - low);
        }
        values[count - 1] = high;
        return values;
    }

    private static double number(String part, String text) {
        double value = Magnitude.parse(text).orElseThrow(() -> malformed(part));
        if (!Double.isFinite(value)) {
            throw malformed(part);
        }
        return value;
    }

    private static InputException malformed(String part) {
        return new InputException(
                "'%s' is not a part of a grid".formatted(part.strip()),
                "Write NAME=LOW..HIGH*COUNT, for example N=1e8..1e10*12, or NAME=VALUE.");
    }

    private static InputException tooLarge(String what) {
        return new InputException(what, "Use at most %,d.".formatted(MAX_ROWS));
    }

    /** One row for every combination, the last column changing fastest. */
    public Runs runs() {
        long rows = 1;
        for (double[] axis : values.values()) {
            rows *= axis.length;
            if (rows > MAX_ROWS) {
                throw tooLarge("the grid has more than %,d runs".formatted(MAX_ROWS));
            }
        }
        List<Column> columns = new ArrayList<>();
        long repeat = rows;
        for (var entry : values.entrySet()) {
            double[] axis = entry.getValue();
            repeat /= axis.length;
            double[] column = new double[(int) rows];
            for (int i = 0; i < column.length; i++) {
                column[i] = axis[(int) (i / repeat % axis.length)];
            }
            columns.add(new Column.Numbers(entry.getKey(), column));
        }
        return Runs.of(columns, Origin.of("grid"));
    }
}
