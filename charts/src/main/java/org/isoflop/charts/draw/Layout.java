package org.isoflop.charts.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.charts.Ticks;

/**
 * Where a chart has what: the plots of all panels are of one size, and around them there is as much room as their words
 * need.
 *
 * @param size of the whole
 * @param em the size of its text
 * @param head what stands above
 * @param frames the panels, row by row
 */
record Layout(Chart chart, Size size, double em, Head head, List<Frame> frames) {
    static final double TICK = 0.82;
    static final double TITLE = 0.88;
    private static final double PAD = 1;

    static Layout of(Chart chart, Size size) {
        double em = size.em();
        Head head = Head.of(chart, em, PAD * em, size.width() - PAD * em, 0.6 * em);
        return new Layout(chart, size, em, head, new Grid(chart, size, em, head.bottom() + 0.5 * em).frames());
    }

    /** Every word in the picture. */
    List<Word> words() {
        var words = new ArrayList<>(head.words());
        for (Frame frame : frames) {
            words.addAll(frame.words());
            frame.labels().forEach(label -> words.add(label.word()));
        }
        return words;
    }

    /** Divides the room below the head among the panels. */
    private static final class Grid {
        private static final int PASSES = 3;

        private final List<List<Panel>> rows;
        private final Size size;
        private final double em;
        private final double top;
        private final int columns;
        private final double plotHeight;
        private double plotWidth;
        private final double[] left;
        private final double[] right;

        Grid(Chart chart, Size size, double em, double top) {
            rows = chart.rows();
            this.size = size;
            this.em = em;
            this.top = top;
            columns = rows.stream().mapToInt(List::size).max().orElse(1);
            double taken =
                    rows.stream().mapToDouble(row -> above(row) + below(row)).sum();
            plotHeight = Math.max(2 * em, (size.height() - top - 0.5 * em - taken) / rows.size());
            left = IntStream.range(0, columns).mapToDouble(this::left).toArray();
            right = new double[columns];
            java.util.Arrays.fill(right, PAD * em);
            for (int pass = 0; pass < PASSES; pass++) {
                plotWidth = plotWidth();
                for (int c = 0; c < columns; c++) {
                    right[c] = right(c);
                }
            }
            plotWidth = plotWidth();
        }

        private double plotWidth() {
            double taken = IntStream.range(0, columns)
                    .mapToDouble(c -> left[c] + right[c])
                    .sum();
            return Math.max(2 * em, (size.width() - PAD * em - taken) / columns);
        }

        private double above(List<Panel> row) {
            boolean titled = row.stream().anyMatch(panel -> isTitled(panel.y()));
            return titled ? 1.7 * em : 0.5 * em;
        }

        private double below(List<Panel> row) {
            boolean labelled = row.stream().anyMatch(panel -> panel.x().labelled());
            boolean titled = row.stream().anyMatch(panel -> isTitled(panel.x()));
            return (labelled ? 1.3 * em : 0.2 * em) + (titled ? 1.4 * em : 0);
        }

        private static boolean isTitled(Scale scale) {
            return scale.labelled() && !scale.title().isEmpty();
        }

        private List<Panel> column(int c) {
            return rows.stream()
                    .filter(row -> row.size() > c)
                    .map(row -> row.get(c))
                    .toList();
        }

        private double left(int c) {
            double widest = column(c).stream()
                    .filter(panel -> panel.y().labelled())
                    .flatMap(panel -> yTicks(panel).stream())
                    .mapToDouble(tick -> Word.width(tick.label(), TICK * em, false) + 0.5 * em)
                    .max()
                    .orElse(0);
            return Math.max(widest, 0.2 * em);
        }

        /** Texts behind the last points, and the second half of the last number of the axis. */
        private double right(int c) {
            double overhang = column(c).stream()
                    .mapToDouble(panel -> Labels.overhang(panel, plotWidth, em))
                    .max()
                    .orElse(0);
            double most = 0.45 * size.width() / columns;
            return Math.clamp(overhang + 0.5 * em, 1.2 * em, Math.max(1.2 * em, most));
        }

        private List<Ticks.Tick> yTicks(Panel panel) {
            return Ticks.of(panel.y(), Math.max(2, (int) (plotHeight / (2.3 * em))));
        }

        /** As many as have room for their labels. */
        private List<Ticks.Tick> xTicks(Panel panel) {
            for (int most = Math.max(2, (int) (plotWidth / (3 * em))); most > 1; most--) {
                List<Ticks.Tick> ticks = Ticks.of(panel.x(), most);
                if (fit(ticks, panel.x())) {
                    return ticks;
                }
            }
            List<Ticks.Tick> ticks = Ticks.of(panel.x(), 2);
            return ticks.isEmpty() ? ticks : List.of(ticks.getFirst());
        }

        private boolean fit(List<Ticks.Tick> ticks, Scale x) {
            double end = Double.NEGATIVE_INFINITY;
            for (Ticks.Tick tick : ticks) {
                double half = Word.width(tick.label(), TICK * em, false) / 2;
                double middle = x.share(tick.value()) * plotWidth;
                if (middle - half < end + 1.1 * em) {
                    return false;
                }
                end = middle + half;
            }
            return true;
        }

        List<Frame> frames() {
            var frames = new ArrayList<Frame>();
            double y = top;
            for (List<Panel> row : rows) {
                y += above(row);
                double x = PAD * em;
                for (int c = 0; c < row.size(); c++) {
                    x += left[c];
                    frames.add(frame(row.get(c), new Box(x, y, plotWidth, plotHeight), left[c], right[c]));
                    x += plotWidth + right[c];
                }
                y += plotHeight + below(row);
            }
            return frames;
        }

        private Frame frame(Panel panel, Box plot, double leftRoom, double rightRoom) {
            List<Ticks.Tick> xTicks = xTicks(panel);
            List<Ticks.Tick> yTicks = yTicks(panel);
            var words = new ArrayList<Word>();
            if (panel.x().labelled()) {
                for (Ticks.Tick tick : xTicks) {
                    words.add(xLabel(tick, panel.x(), plot, rightRoom));
                }
            }
            if (isTitled(panel.x())) {
                words.add(new Word(
                        panel.x().title(),
                        plot.x() + plot.width() / 2,
                        plot.bottom() + 2.4 * em,
                        TITLE * em,
                        false,
                        Ink.TEXT,
                        Word.Align.MIDDLE));
            }
            if (panel.y().labelled()) {
                for (Ticks.Tick tick : yTicks) {
                    double y = plot.bottom() - panel.y().share(tick.value()) * plot.height();
                    words.add(new Word(
                            tick.label(),
                            plot.x() - 0.5 * em,
                            y + 0.3 * TICK * em,
                            TICK * em,
                            false,
                            Ink.MUTED,
                            Word.Align.END));
                }
            }
            if (isTitled(panel.y())) {
                words.add(new Word(
                        panel.y().title(),
                        plot.x() - leftRoom,
                        plot.y() - 0.75 * em,
                        TITLE * em,
                        false,
                        Ink.TEXT,
                        Word.Align.START));
            }
            double rightmost = plot.right() + rightRoom - 0.1 * em;
            return new Frame(panel, plot, xTicks, yTicks, words, leftRoom, Labels.placed(panel, plot, em, rightmost));
        }

        private Word xLabel(Ticks.Tick tick, Scale scale, Box plot, double rightRoom) {
            double half = Word.width(tick.label(), TICK * em, false) / 2;
            double x = plot.x() + scale.share(tick.value()) * plot.width();
            // Labels at the ends stay in the picture.
            double most = plot.right() + rightRoom - half;
            return new Word(
                    tick.label(),
                    Math.min(x, most),
                    plot.bottom() + 1.2 * em,
                    TICK * em,
                    false,
                    Ink.MUTED,
                    Word.Align.MIDDLE);
        }
    }
}
