package org.isoflop.charts.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Look;
import org.isoflop.charts.Panel;
import org.isoflop.charts.Scale;
import org.isoflop.charts.Ticks;

/**
 * Draws the first panel of a chart with characters: lines in braille dots, of which each character has two by four, points
 * as signs over them.
 */
public final class Terminal {
    private static final char BRAILLE = '\u2800';

    /** The bit of each dot, by its row and column within a character. */
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private static final int INDENT = 2;

    private static final String GAP = "   ";

    /** Steps along a dashed line: a dot, a gap. */
    private static final int DASH = 3;

    private final Panel panel;
    private final int columns;
    private final int rows;
    private final int[][] dots;
    private final char[][] signs;

    private Terminal(Panel panel, int columns, int rows) {
        this.panel = panel;
        this.columns = columns;
        this.rows = rows;
        dots = new int[rows][columns];
        signs = new char[rows][columns];
        for (char[] row : signs) {
            Arrays.fill(row, ' ');
        }
    }

    /**
     * The lines of a drawing.
     *
     * @param width in characters, with its axis
     * @param height in lines, with its axis and legend
     */
    public static List<String> of(Chart chart, int width, int height) {
        Panel panel = chart.rows().getFirst().getFirst();
        List<Ticks.Tick> y = Ticks.of(panel.y(), Math.max(2, height / 3));
        int left = INDENT
                + y.stream().mapToInt(tick -> tick.label().length()).max().orElse(0)
                + 1;
        var drawing = new Terminal(panel, Math.max(10, width - left - 2), Math.max(4, height - 4));
        panel.layers().forEach(drawing::draw);
        return drawing.lines(y, left, chart);
    }

    private double column(double value) {
        return panel.x().share(value) * (columns * 2 - 1);
    }

    private double row(double value) {
        return (1 - panel.y().share(value)) * (rows * 4 - 1);
    }

    private void draw(Layer layer) {
        switch (layer) {
            case Layer.Line(var x, var y, var look) -> {
                for (int i = 0; i + 1 < x.length; i++) {
                    stroke(column(x[i]), row(y[i]), column(x[i + 1]), row(y[i + 1]), look);
                }
            }
            case Layer.Segments(var x, var y, var x2, var y2, var look) -> {
                for (int i = 0; i < x.length; i++) {
                    stroke(column(x[i]), row(y[i]), column(x2[i]), row(y2[i]), look);
                }
            }
            case Layer.Points(var x, var y, var _, var look) -> {
                for (int i = 0; i < x.length; i++) {
                    sign(column(x[i]), row(y[i]), sign(look));
                }
            }
            case Layer.Band(var x, var low, var high, var look) -> {
                for (int i = 0; i + 1 < x.length; i++) {
                    stroke(column(x[i]), row(low[i]), column(x[i + 1]), row(low[i + 1]), look.dash(Look.Dash.DOTTED));
                    stroke(column(x[i]), row(high[i]), column(x[i + 1]), row(high[i + 1]), look.dash(Look.Dash.DOTTED));
                }
            }
            case Layer.Bars _, Layer.Cells _, Layer.Texts _ -> {}
        }
    }

    private static char sign(Look look) {
        return switch (look.shape()) {
            case CIRCLE -> '•';
            case RING -> '○';
            case DIAMOND -> '◆';
            case TRIANGLE -> '▲';
            case CROSS -> '×';
        };
    }

    private void stroke(double x, double y, double x2, double y2, Look look) {
        if (!Double.isFinite(x + y + x2 + y2)) {
            return;
        }
        int steps = (int) Math.clamp(2 * Math.max(Math.abs(x2 - x), Math.abs(y2 - y)), 1, 4000);
        for (int i = 0; i <= steps; i++) {
            double share = (double) i / steps;
            int column = (int) Math.round(x + share * (x2 - x));
            int row = (int) Math.round(y + share * (y2 - y));
            boolean seen = look.dash() == Look.Dash.SOLID || (column + row) % DASH == 0;
            if (seen && column >= 0 && column < columns * 2 && row >= 0 && row < rows * 4) {
                dots[row / 4][column / 2] |= DOTS[row % 4][column % 2];
            }
        }
    }

    private void sign(double x, double y, char sign) {
        if (Double.isFinite(x + y)) {
            int column = (int) Math.round(x) / 2;
            int row = (int) Math.round(y) / 4;
            if (x >= 0 && column < columns && y >= 0 && row < rows) {
                signs[row][column] = sign;
            }
        }
    }

    private List<String> lines(List<Ticks.Tick> yTicks, int left, Chart chart) {
        var lines = new ArrayList<String>();
        lines.add(" ".repeat(INDENT) + panel.y().title());
        String[] labels = new String[rows];
        for (Ticks.Tick tick : yTicks) {
            int row = (int) Math.round(row(tick.value())) / 4;
            labels[Math.clamp(row, 0, rows - 1)] = tick.label();
        }
        for (int row = 0; row < rows; row++) {
            String label = labels[row] == null ? "" : labels[row];
            lines.add((" ".repeat(left - 1 - label.length()) + label + (label.isEmpty() ? " │" : " ┤") + text(row))
                    .stripTrailing());
        }
        lines.add(" ".repeat(left) + "└" + "─".repeat(columns));
        lines.add(axis(left + 1));
        lines.add(" ".repeat(left + 1) + panel.x().title());
        lines.addAll(legend(chart, left + columns));
        return lines;
    }

    private String text(int row) {
        var line = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            char dotted = dots[row][column] == 0 ? ' ' : (char) (BRAILLE + dots[row][column]);
            line.append(signs[row][column] == ' ' ? dotted : signs[row][column]);
        }
        return line.toString();
    }

    /** Numbers below the axis. */
    private String axis(int left) {
        Scale x = panel.x();
        var line = new StringBuilder(" ".repeat(left + columns));
        int free = 0;
        for (Ticks.Tick tick : Ticks.of(x, Math.max(2, columns / 12))) {
            int middle = left + (int) Math.round(column(tick.value())) / 2;
            int from = Math.clamp(
                    middle - tick.label().length() / 2,
                    0,
                    left + columns - tick.label().length());
            if (from >= free) {
                line.replace(from, from + tick.label().length(), tick.label());
                free = from + tick.label().length() + 2;
            }
        }
        return line.toString().stripTrailing();
    }

    /** What the signs and lines mean, in lines of that width; bands are dotted here. */
    private static List<String> legend(Chart chart, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (Layer layer : chart.legend()) {
            String part = sign(layer) + " " + layer.look().label();
            if (!line.isEmpty() && INDENT + line.length() + GAP.length() + part.length() > width) {
                lines.add(" ".repeat(INDENT) + line);
                line = new StringBuilder();
            }
            line.append(line.isEmpty() ? "" : GAP).append(part);
        }
        if (!line.isEmpty()) {
            lines.add(" ".repeat(INDENT) + line);
        }
        return lines;
    }

    private static String sign(Layer layer) {
        return switch (layer) {
            case Layer.Points points -> String.valueOf(sign(points.look()));
            case Layer.Line _, Layer.Segments _ -> "──";
            case Layer.Band _ -> "┈┈";
            case Layer.Bars _, Layer.Cells _, Layer.Texts _ -> "  ";
        };
    }
}
