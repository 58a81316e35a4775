package org.isoflop.charts.draw;

import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.runs.Magnitude;

/** The size of a whole chart in pixels. Its texts grow with it, so that a chart made for a slide can be read on one. */
public record Size(int width, int height) {
    /** Half a page, or a third of a slide. */
    public static final Size USUAL = new Size(840, 525);

    private static final int LEAST = 200;
    private static final int MOST = 8000;

    /** At the usual size texts are this high; smaller ones cannot be read. */
    private static final double LEAST_TEXT = 10.5;

    private static final double WIDTHS_OF_TEXT = 53;
    private static final double HEIGHTS_OF_TEXT = 33;

    public Size {
        if (width < LEAST || height < LEAST || width > MOST || height > MOST) {
            throw new InputException(
                    "a chart of %s by %s pixels cannot be drawn".formatted(width, height),
                    "Each side has %d to %s pixels.".formatted(LEAST, Magnitude.exact(MOST)));
        }
    }

    /** Room for every panel: as wide as usual, and higher for many rows. */
    public static Size of(Chart chart) {
        int rows = chart.rows().size();
        return rows < 3 ? USUAL : new Size(USUAL.width(), Math.min(USUAL.width(), 170 * rows + 100));
    }

    /** Reads {@code 1200x675}. */
    public static Size parse(String text) {
        String[] sides = text.strip().split("[x×]", -1);
        try {
            if (sides.length == 2) {
                return new Size(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new InputException("'" + text + "' is no size of a chart", "Write width x height in pixels: 1200x675.");
    }

    /** The size of its usual text. */
    double em() {
        return Math.max(LEAST_TEXT, Math.min(width / WIDTHS_OF_TEXT, height / HEIGHTS_OF_TEXT));
    }
}
