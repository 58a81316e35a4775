package org.isoflop.bench.refits;

import java.util.List;
import org.isoflop.bench.Shown;
import org.isoflop.runs.Magnitude;

/**
 * A published number and what Isoflop finds.
 *
 * @param table the file
 * @param what the quantity
 * @param published the number, in words
 * @param found ours, in words
 * @param verdict whether they agree as far as the source lets one expect
 */
record Line(String table, String what, String published, String found, String verdict) {

    /** Two numbers that should agree within a share of the published one. */
    static Line near(String table, String what, double published, double found, double share) {
        boolean agrees = Math.abs(found - published) <= share * Math.abs(published);
        return new Line(
                table,
                what,
                digits(published),
                digits(found),
                agrees ? "within " + percent(share) : "not within " + percent(share));
    }

    /** A number that should lie in a range. */
    static Line within(String table, String what, double low, double high, double found) {
        return new Line(
                table,
                what,
                digits(low) + " … " + digits(high),
                digits(found),
                low <= found && found <= high ? "inside" : "outside");
    }

    /** A number that should reach a bound. */
    static Line atLeast(String table, String what, double bound, double found) {
        return new Line(table, what, "≥ " + digits(bound), digits(found), found >= bound ? "reached" : "below");
    }

    /** A number that stands for itself. */
    static Line shown(String table, String what, String published, double found) {
        return new Line(table, what, published, digits(found), "");
    }

    List<String> cells() {
        return List.of(table, what, published, found, verdict);
    }

    boolean agrees() {
        return !verdict.startsWith("not") && !verdict.equals("outside") && !verdict.equals("below");
    }

    private static String digits(double value) {
        return Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 ? Magnitude.digits(value, 4) : Shown.digits(value);
    }

    private static String percent(double share) {
        return Magnitude.digits(100 * share, 2) + " %";
    }
}
