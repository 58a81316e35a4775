package org.isoflop.charts.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.charts.Chart;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Scale;

/**
 * What stands above the panels: title, subtitle and legend.
 *
 * @param title its lines
 * @param subtitle its lines
 * @param entries the legend
 * @param key what the colours of cells mean, if there are any
 * @param bottom where it ends
 */
record Head(List<Word> title, List<Word> subtitle, List<Entry> entries, Optional<Key> key, double bottom) {
    private static final double TITLE = 1.2;
    static final double SUBTITLE = 0.88;
    static final double LEGEND = 0.88;
    private static final double LINE = 1.3;
    private static final double KEY_WIDTH = 9;

    /** A label of the legend, and a piece of the layer it speaks of. */
    record Entry(Layer layer, Box swatch, Word word) {}

    /** A strip of colours with a name before it and numbers around it. */
    record Key(Scale scale, Box strip, List<Word> words) {}

    static Head of(Chart chart, double em, double left, double right, double top) {
        return new Setting(em, left, right, top).set(chart);
    }

    List<Word> words() {
        var words = new ArrayList<Word>(title);
        words.addAll(subtitle);
        entries.forEach(entry -> words.add(entry.word()));
        key.ifPresent(k -> words.addAll(k.words()));
        return words;
    }

    /** Sets line after line. */
    private static final class Setting {
        private final double em;
        private final double left;
        private final double right;
        private double y;
        private double x;

        Setting(double em, double left, double right, double top) {
            this.em = em;
            this.left = left;
            this.right = right;
            y = top;
            x = left;
        }

        Head set(Chart chart) {
            List<Word> title = lines(chart.title(), TITLE * em, true, Ink.TEXT);
            List<Word> subtitle = lines(chart.subtitle(), SUBTITLE * em, false, Ink.MUTED);
            y += 0.4 * em;
            Optional<Key> key = chart.layers()
                    .filter(Layer.Cells.class::isInstance)
                    .findFirst()
                    .map(cells -> key(((Layer.Cells) cells).key()));
            List<Layer> legend = chart.legend();
            var entries = new ArrayList<Entry>();
            for (Layer layer : legend) {
                entries.add(entry(layer));
            }
            boolean any = key.isPresent() || !entries.isEmpty();
            return new Head(title, subtitle, entries, key, any ? y + LINE * em : y);
        }

        private List<Word> lines(String text, double size, boolean bold, Ink ink) {
            var words = new ArrayList<Word>();
            for (String line : Word.wrapped(text, size, bold, right - left)) {
                y += LINE * size;
                words.add(new Word(line, left, y - 0.3 * size, size, bold, ink, Word.Align.START));
            }
            return words;
        }

        /** Goes to the next line where there is no room left on this one. */
        private void room(double width) {
            if (x > left && x + width > right) {
                x = left;
                y += LINE * em;
            }
        }

        private Entry entry(Layer layer) {
            double size = LEGEND * em;
            double swatch = 1.7 * em;
            double width = swatch + 0.4 * em + Word.width(layer.look().label(), size, false);
            room(width);
            var box = new Box(x, y + 0.1 * em, swatch, 0.8 * em);
            var word = new Word(
                    layer.look().label(), x + swatch + 0.4 * em, y + 0.8 * em, size, false, Ink.TEXT, Word.Align.START);
            x += width + 1.3 * em;
            return new Entry(layer, box, word);
        }

        private Key key(Scale scale) {
            double size = LEGEND * em;
            String low = scale.format().text(scale.low(), 3);
            String high = scale.format().text(scale.high(), 3);
            double base = y + 0.8 * em;
            var words = new ArrayList<Word>();
            words.add(new Word(scale.title() + "  " + low, x, base, size, false, Ink.TEXT, Word.Align.START));
            double start = x + words.getFirst().width() + 0.4 * em;
            var strip = new Box(start, y + 0.1 * em, KEY_WIDTH * em, 0.8 * em);
            words.add(new Word(high, strip.right() + 0.4 * em, base, size, false, Ink.TEXT, Word.Align.START));
            x = words.getLast().box().right() + 1.3 * em;
            return new Key(scale, strip, words);
        }
    }
}
