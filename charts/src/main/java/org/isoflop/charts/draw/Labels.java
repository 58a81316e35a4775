package org.isoflop.charts.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.isoflop.charts.Ink;
import org.isoflop.charts.Layer;
import org.isoflop.charts.Panel;

/**
 * Finds places for the texts at data: each beside its point, or as near to that as leaves the others room. A text for which
 * there is none is left out: it could not be read.
 */
final class Labels {
    static final double SIZE = 0.84;
    private static final double GAP = 0.6;
    private static final int TRIES = 40;

    private final Panel panel;
    private final Box plot;
    private final double em;
    private final double rightmost;
    private final List<Box> taken = new ArrayList<>();

    private Labels(Panel panel, Box plot, double em, double rightmost) {
        this.panel = panel;
        this.plot = plot;
        this.em = em;
        this.rightmost = rightmost;
    }

    /**
     * Places for all texts of a panel.
     *
     * @param rightmost how far right a text may reach
     */
    static List<Frame.Label> placed(Panel panel, Box plot, double em, double rightmost) {
        return new Labels(panel, plot, em, rightmost).placed();
    }

    /** How far the texts of a panel reach beyond the right edge of a plot of this width. */
    static double overhang(Panel panel, double width, double em) {
        double most = 0;
        for (Layer layer : panel.layers()) {
            if (layer instanceof Layer.Texts(var x, var _, var texts, var anchor, var _)
                    && anchor == Layer.Anchor.BEHIND) {
                for (int i = 0; i < x.length; i++) {
                    double end = panel.x().share(x[i]) * width + GAP * em + Word.width(texts.get(i), SIZE * em, false);
                    most = panel.x().holds(x[i]) ? Math.max(most, end - width) : most;
                }
            }
        }
        return most;
    }

    private List<Frame.Label> placed() {
        var wanted = new ArrayList<Frame.Label>();
        for (Layer layer : panel.layers()) {
            if (layer instanceof Layer.Texts texts) {
                for (int i = 0; i < texts.x().length; i++) {
                    if (panel.x().holds(texts.x()[i]) && panel.y().holds(texts.y()[i])) {
                        wanted.add(wish(texts, i));
                    }
                }
            }
        }
        // From above, so that texts that make room keep their order.
        wanted.sort(Comparator.comparingDouble(label -> label.word().y()));
        return wanted.stream().flatMap(label -> placed(label).stream()).toList();
    }

    private Frame.Label wish(Layer.Texts texts, int i) {
        double x = plot.x() + panel.x().share(texts.x()[i]) * plot.width();
        double y = plot.bottom() - panel.y().share(texts.y()[i]) * plot.height();
        double size = SIZE * em;
        Ink ink = texts.look().ink();
        String text = texts.texts().get(i);
        Word word = switch (texts.anchor()) {
            case BEHIND -> new Word(text, x + GAP * em, y + 0.3 * size, size, false, ink, Word.Align.START);
            case BEFORE -> new Word(text, x - GAP * em, y + 0.3 * size, size, false, ink, Word.Align.END);
            case ABOVE -> new Word(text, x, y - 0.6 * size, size, false, ink, Word.Align.MIDDLE);
        };
        return new Frame.Label(texts.x()[i], texts.y()[i], inside(word));
    }

    /** Texts stay in the picture. */
    private Word inside(Word word) {
        Box box = word.box();
        double x = word.x() + Math.max(0, plot.x() - box.x()) - Math.max(0, box.right() - rightmost);
        double y = word.y() + Math.max(0, plot.y() - box.y()) - Math.max(0, box.bottom() - plot.bottom());
        return word.at(x, y);
    }

    private Optional<Frame.Label> placed(Frame.Label label) {
        double step = 0.3 * label.word().size();
        for (int i = 0; i < TRIES; i++) {
            double shift = (i % 2 == 0 ? 1 : -1) * ((i + 1) / 2) * step;
            Word moved = inside(label.word().at(label.word().x(), label.word().y() + shift));
            if (taken.stream().noneMatch(box -> box.overlaps(moved.box()))) {
                taken.add(moved.box());
                return Optional.of(new Frame.Label(label.x(), label.y(), moved));
            }
        }
        return Optional.empty();
    }
}
