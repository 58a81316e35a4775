package org.isoflop.charts.draw;

import org.isoflop.charts.Ink;

/** The ground that a chart is drawn on. */
public enum Theme {
    /** White paper. */
    LIGHT,
    /** A dark screen. */
    DARK,
    /** A page that knows by itself whether it is light or dark: inks are written with CSS's {@code light-dark()}. */
    PAGE;

    /** An ink as CSS writes it. */
    public String css(Ink ink) {
        return switch (this) {
            case LIGHT -> ink.light();
            case DARK -> ink.dark();
            case PAGE ->
                ink.light().equals(ink.dark()) ? ink.light() : "light-dark(%s, %s)".formatted(ink.light(), ink.dark());
        };
    }
}
