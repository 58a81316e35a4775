package org.isoflop.catalogue;

/** How far the numbers of an entry can be trusted to be those that were published. */
public enum Confidence {
    /** Its coefficients were compared with the place that {@link Source#checkedAgainst()} names. */
    VERIFIED("verified"),
    /** Only the formula is given: its coefficients belong to one data set, or are not known here. */
    FORM_ONLY("form only");

    private final String text;

    Confidence(String text) {
        this.text = text;
    }

    /** As law files and commands write it: {@code verified}, {@code form only}. */
    public String text() {
        return text;
    }
}
