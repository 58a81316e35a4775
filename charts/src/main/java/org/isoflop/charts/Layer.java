package org.isoflop.charts;

import java.util.List;

/**
 * One kind of mark with its data: columns of equal length, in the units of the panel's scales, not to be written to.
 * What is not finite, or not positive on a logarithmic scale, is not drawn.
 */
public sealed interface Layer {
    Look look();

    /** Points, each of which may have a name. */
    record Points(double[] x, double[] y, List<String> names, Look look) implements Layer {
        public Points {
            names = List.copyOf(names);
            requireEqual(x.length, y.length, names.isEmpty() ? x.length : names.size());
        }

        /** Points without names. */
        public Points(double[] x, double[] y, Look look) {
            this(x, y, List.of(), look);
        }
    }

    /** A line from point to point. */
    record Line(double[] x, double[] y, Look look) implements Layer {
        public Line {
            requireEqual(x.length, y.length);
        }
    }

    /** The area between two lines. */
    record Band(double[] x, double[] low, double[] high, Look look) implements Layer {
        public Band {
            requireEqual(x.length, low.length, high.length);
        }
    }

    /** Bars that stand on zero, or on the lower edge. */
    record Bars(double[] from, double[] to, double[] height, Look look) implements Layer {
        public Bars {
            requireEqual(from.length, to.length, height.length);
        }
    }

    /** Straight pieces that do not hang together: intervals, rules. */
    record Segments(double[] x, double[] y, double[] x2, double[] y2, Look look) implements Layer {
        public Segments {
            requireEqual(x.length, y.length, x2.length, y2.length);
        }
    }

    /**
     * Rectangles in the colours of the {@link Ramp}.
     *
     * @param key what the colours mean: a linear scale from the darkest to the lightest
     */
    record Cells(double[] x, double[] y, double[] x2, double[] y2, double[] value, Scale key, Look look)
            implements Layer {
        public Cells {
            requireEqual(x.length, y.length, x2.length, y2.length, value.length);
        }
    }

    /** Where a text stands: behind its point, above it, or before it. */
    enum Anchor {
        BEHIND,
        ABOVE,
        BEFORE
    }

    /** Texts at points; they make room for each other. */
    record Texts(double[] x, double[] y, List<String> texts, Anchor anchor, Look look) implements Layer {
        public Texts {
            texts = List.copyOf(texts);
            requireEqual(x.length, y.length, texts.size());
        }

        /** One text. */
        public static Texts at(double x, double y, String text, Anchor anchor, Ink ink) {
            return new Texts(new double[] {x}, new double[] {y}, List.of(text), anchor, Look.of(ink));
        }
    }

    private static void requireEqual(int... lengths) {
        for (int length : lengths) {
            if (length != lengths[0]) {
                throw new IllegalArgumentException("columns of %d and %d numbers".formatted(lengths[0], length));
            }
        }
    }
}
