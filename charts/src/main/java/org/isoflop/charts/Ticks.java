package org.isoflop.charts;

import java.util.ArrayList;
import java.util.List;

/** Where an axis has its numbers. */
public final class Ticks {
    /** Between two powers of ten, from coarse to fine. */
    private static final double[][] MULTIPLES = {{1}, {1, 3}, {1, 2, 5}, {1, 2, 3, 5, 7}};

    private static final double ROUNDING = 1e-9;

    private Ticks() {}

    /** A number of an axis and its label. */
    public record Tick(double value, String label) {}

    /** At most so many ticks at round numbers, as many as there are. */
    public static List<Tick> of(Scale scale, int most) {
        return scale.logarithmic() ? logarithmic(scale, most) : linear(scale, most);
    }

    private static List<Tick> linear(Scale scale, int most) {
        double range = scale.high() - scale.low();
        double unit = Math.pow(10, Math.floor(Math.log10(range / Math.max(1, most))));
        for (double multiple : new double[] {1, 2, 5, 10, 20, 50}) {
            List<Tick> ticks = linear(scale, multiple * unit);
            if (ticks.size() <= most) {
                return ticks;
            }
        }
        return List.of();
    }

    private static List<Tick> linear(Scale scale, double step) {
        var ticks = new ArrayList<Tick>();
        long last = (long) Math.floor(scale.high() / step + ROUNDING);
        for (long i = (long) Math.ceil(scale.low() / step - ROUNDING); i <= last; i++) {
            // A quotient of whole numbers has no rounding error that a label would show.
            double value = step < 1 ? i / (double) Math.round(1 / step) : i * step;
            boolean exact = step >= 1 || Math.abs(1 / step - Math.rint(1 / step)) < ROUNDING / step;
            double place = exact ? value : i * step;
            ticks.add(new Tick(place, scale.format().tick(place, step)));
        }
        return ticks;
    }

    private static List<Tick> logarithmic(Scale scale, int most) {
        List<Tick> best = decades(scale, 1, MULTIPLES[0]);
        for (int every = 2; best.size() > most && every < 40; every++) {
            best = decades(scale, every, MULTIPLES[0]);
        }
        for (double[] multiples : MULTIPLES) {
            List<Tick> finer = decades(scale, 1, multiples);
            if (finer.size() <= most && finer.size() > best.size()) {
                best = finer;
            }
        }
        return best.size() >= 2 || most < 2 ? best : crowded(scale, most);
    }

    /** A range too narrow for two round multiples has the ticks of a linear one. */
    private static List<Tick> crowded(Scale scale, int most) {
        return linear(new Scale("", false, scale.low(), scale.high(), scale.format(), true), most);
    }

    private static List<Tick> decades(Scale scale, int every, double[] multiples) {
        var ticks = new ArrayList<Tick>();
        int first = (int) Math.floor(Math.log10(scale.low()) - ROUNDING);
        int last = (int) Math.floor(Math.log10(scale.high()) + ROUNDING);
        for (int decade = first; decade <= last; decade++) {
            for (double multiple : multiples) {
                double value = Double.parseDouble(multiple + "e" + decade);
                boolean inside = value >= scale.low() * (1 - ROUNDING) && value <= scale.high() * (1 + ROUNDING);
                if (inside && Math.floorMod(decade, every) == 0) {
                    ticks.add(new Tick(value, scale.format().text(value)));
                }
            }
        }
        return ticks;
    }
}
