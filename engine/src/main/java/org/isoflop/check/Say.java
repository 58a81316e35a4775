package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Runs;

/** Phrases that several rules need. */
final class Say {
    private Say() {}

    /** {@code 1 row}, {@code 1,024 rows}. */
    static String count(long n, String one, String more) {
        return "%,d %s".formatted(n, n == 1 ? one : more);
    }

    /** A value of a column as the field writes it. */
    static String value(String column, double value) {
        return column.equals("C") ? Magnitude.digits(value, 3) : Magnitude.count(value);
    }

    /** Where a row stands, without folders. */
    static String place(Runs runs, int row) {
        String place = runs.origin().place(row);
        return place.substring(place.lastIndexOf('/') + 1);
    }

    /** The first few places of some rows: {@code runs.csv:3, :17}. */
    static String places(Runs runs, int[] rows, int most) {
        String file = "";
        var shown = new ArrayList<String>();
        for (int k = 0; k < Math.min(most, rows.length); k++) {
            String place = place(runs, rows[k]);
            int colon = place.lastIndexOf(':');
            boolean same = colon > 0 && place.substring(0, colon).equals(file);
            shown.add(same ? place.substring(colon) : place);
            file = colon > 0 ? place.substring(0, colon) : "";
        }
        return String.join(", ", shown) + (rows.length > most ? ", …" : "");
    }

    /** {@code 0.31 %}. */
    static String percent(double share) {
        return Magnitude.digits(100 * share, 2) + " %";
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }

    /** The standard deviation that a normal sample with these quartiles would have. */
    static double spread(double[] values) {
        double center = median(values);
        return 1.4826
                * median(Arrays.stream(values).map(v -> Math.abs(v - center)).toArray());
    }
}
