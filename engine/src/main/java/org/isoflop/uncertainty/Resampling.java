package org.isoflop.uncertainty;

import java.util.Locale;

/** What a bootstrap draws anew. */
public enum Resampling {
    /**
     * Rows or whole units, with repetition (Efron 1979; Freedman 1981). Holds for errors of any size and shape, and for
     * dependence inside units; needs many runs, and moves the design about.
     */
    PAIRS,

    /**
     * Residuals, moved from row to row; the design stays (Efron 1979). The right one for few runs of a planned grid,
     * but only if errors are alike everywhere and independent.
     */
    RESIDUALS,

    /**
     * The sign of each residual, or of all residuals of a unit at once (Wu 1986; Liu 1988; by units Cameron, Gelbach
     * and Miller 2008). The design stays, and so does the size of the errors of each row.
     */
    WILD,

    /**
     * As {@link #WILD}, with the two points of Mammon 1993, which keep the skewness of errors too. For squared errors;
     * with absolute errors it is off, because there the density of residuals at zero matters, which it changes.
     */
    WILD_MAMMON;

    /** In words, after a number: {@code 1,000 wild resamples}. */
    public String resamples() {
        return switch (this) {
            case PAIRS -> "resamples";
            case RESIDUALS -> "resamples of residuals";
            case WILD -> "wild resamples";
            case WILD_MAMMON -> "wild resamples (Mammon)";
        };
    }

    /** As the command line writes it: {@code wild-mammon}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What a label means.
     *
     * @throws IllegalArgumentException if it means nothing
     */
    public static Resampling labelled(String label) {
        for (Resampling resampling : values()) {
            if (resampling.label().equals(label)) {
                return resampling;
            }
        }
        throw new IllegalArgumentException("no way to draw resamples is called " + label);
    }
}
