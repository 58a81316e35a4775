package org.isoflop.bench;

/**
 * What the project wants of itself, and what was measured.
 *
 * @param what the quantity
 * @param wanted the bound, in words
 * @param measured the value, in words
 * @param met whether it is within the bound
 */
public record Goal(String what, String wanted, String measured, boolean met) {

    /** A quantity that should not exceed a bound. */
    public static Goal atMost(String what, double bound, double measured, String unit) {
        return new Goal(what, "at most " + shown(bound, unit), shown(measured, unit), measured <= bound);
    }

    /** A quantity that should reach a bound. */
    public static Goal atLeast(String what, double bound, double measured, String unit) {
        return new Goal(what, "at least " + shown(bound, unit), shown(measured, unit), measured >= bound);
    }

    private static String shown(double value, String unit) {
        return (Shown.digits(value) + " " + unit).strip();
    }

    /** The cell that says so. */
    public String verdict() {
        return met ? "met" : "missed";
    }
}
