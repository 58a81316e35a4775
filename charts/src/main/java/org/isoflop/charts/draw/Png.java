package org.isoflop.charts.draw;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;

/** Draws a chart as PNG: its SVG, in pixels. */
public final class Png {
    /** Many points are no attack: charts are our own. */
    private static final LoaderContext LIMITED = LoaderContext.builder()
            .documentLimits(new DocumentLimits(
                    DocumentLimits.DEFAULT_MAX_NESTING_DEPTH, DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH, 1_000_000))
            .build();

    private Png() {}

    /**
     * The picture.
     *
     * @param scale pixels of the picture for each pixel of its size: 2 for screens with fine pixels and for print
     */
    public static byte[] of(Chart chart, Size size, Theme theme, double scale) {
        // A picture needs no screen, and a server has none.
        System.setProperty("java.awt.headless", "true");
        // Java knows its own name for whatever sans-serif font there is.
        String svg = Svg.of(chart, size, theme).replace(Svg.FONT, "SansSerif");
        try {
            return drawn(svg, size, scale);
        } catch (InternalError | NoClassDefFoundError | UnsatisfiedLinkError e) {
            throw new InputException(
                    "the JVM finds no fonts to write PNG with: " + e.getMessage(),
                    "Install some (apt-get install fontconfig fonts-dejavu-core), or write SVG.");
        }
    }

    private static byte[] drawn(String svg, Size size, double scale) {
        SVGDocument document =
                new SVGLoader().load(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)), null, LIMITED);
        if (document == null) {
            throw new IllegalStateException("the SVG of a chart cannot be read");
        }
        var image = new BufferedImage(
                (int) Math.round(size.width() * scale),
                (int) Math.round(size.height() * scale),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(scale, scale);
        document.render(null, graphics);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
