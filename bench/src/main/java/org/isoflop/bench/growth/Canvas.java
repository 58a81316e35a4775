package org.isoflop.bench.growth;

import java.util.Locale;

/** An SVG with panels side by side, each with its title, its two axes and their grid. */
public final class Canvas {
    /** Of a panel. */
    public static final int WIDTH = 330;

    /** Where axes begin. */
    public static final int LEFT = 62;

    /** What is left free behind them. */
    public static final int RIGHT = 14;

    /** What titles need. */
    public static final int TOP = 40;

    /** What the axis below needs. */
    public static final int BOTTOM = 52;

    private final StringBuilder svg;
    private int panels;

    /**
     * An empty one.
     *
     * @param panels how many there will be
     * @param height of all, with what stands below them
     */
    public Canvas(int panels, int height) {
        svg = new StringBuilder("""
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
            font-family="DejaVu Sans, Verdana, sans-serif" font-size="12" fill="#222">
            <rect width="%1$d" height="%2$d" fill="#fff"/>
            """.formatted(WIDTH * panels, height));
    }

    /** The next panel: all that is drawn in it is moved to its place. */
    public void panel(Runnable drawing) {
        svg.append("<g transform=\"translate(%d 0)\">\n".formatted(panels * WIDTH));
        drawing.run();
        svg.append("</g>\n");
        panels++;
    }

    /**
     * Title, grid, frame and names of the axes.
     *
     * @param bottom where the name of the lower axis stands
     * @param sizes where the lower axis has its marks
     */
    public void axes(String title, LogAxis x, LogAxis y, double bottom, double[] sizes) {
        text((LEFT + WIDTH - RIGHT) / 2.0, 24, "middle", "font-weight=\"bold\"", title);
        for (double size : sizes) {
            line(x.at(size), y.from(), x.at(size), y.to(), "stroke=\"#e4e4e4\"");
            text(x.at(size), y.from() + 17, "middle", "", LogAxis.text(size));
        }
        for (double tick : y.ticks()) {
            line(x.from(), y.at(tick), x.to(), y.at(tick), "stroke=\"#e4e4e4\"");
            text(x.from() - 7, y.at(tick) + 4, "end", "", LogAxis.text(tick));
        }
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"none\" stroke=\"#888\"/>\n"
                .formatted(n(x.from()), n(y.to()), n(x.to() - x.from()), n(y.from() - y.to())));
        text((x.from() + x.to()) / 2, bottom, "middle", "", x.label());
        double middle = (y.from() + y.to()) / 2;
        text(14, middle, "middle", "transform=\"rotate(-90 14 %s)\"".formatted(n(middle)), y.label());
    }

    /** A line through points. */
    public void curve(double[] x, double[] y, String style) {
        var points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(n(x[i])).append(',').append(n(y[i]));
        }
        svg.append("<polyline fill=\"none\" %s points=\"%s\"/>\n".formatted(style, points));
    }

    /** A dot. */
    public void dot(double x, double y, String style) {
        svg.append("<circle cx=\"%s\" cy=\"%s\" %s/>\n".formatted(n(x), n(y), style));
    }

    /** A straight line. */
    public void line(double x1, double y1, double x2, double y2, String style) {
        svg.append("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>\n".formatted(n(x1), n(y1), n(x2), n(y2), style));
    }

    /** Words. */
    public void text(double x, double y, String anchor, String style, String text) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>\n".formatted(n(x), n(y), anchor, style, text));
    }

    /** All of it. */
    public String svg() {
        return svg + "</svg>\n";
    }

    private static String n(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
