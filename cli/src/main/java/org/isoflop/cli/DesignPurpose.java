package org.isoflop.cli;

/** What the runs of a design are for, as {@code --for} names it. */
enum DesignPurpose {
    LOSS("loss"),
    SIZE("N"),
    PARAMETERS("parameters");

    private final String label;

    DesignPurpose(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
