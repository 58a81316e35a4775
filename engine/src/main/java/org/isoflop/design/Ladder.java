package org.isoflop.design;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * Sizes and lengths to choose from where nobody has said which there are.
 *
 * @param least the least number of parameters
 * @param flops what the largest run may cost, at 6 FLOPs per parameter and token
 * @param leastRatio the least number of tokens per parameter
 * @param mostRatio the largest
 */
public record Ladder(double least, double flops, double leastRatio, double mostRatio) {
    private static final int SIZES_PER_DECADE = 8;
    private static final int RATIOS_PER_DECADE = 5;
    private static final int MOST_SIZES = 60;
    private static final MathContext ROUND = new MathContext(2);

    /** Round sizes, evenly spaced in the logarithm, up to that whose shortest run costs all that it may. */
    public double[] sizes() {
        double most = Math.max(least, Math.sqrt(flops / 6 / leastRatio));
        return spread(least, most, SIZES_PER_DECADE);
    }

    /** Every size with every ratio, as columns N and D; round numbers of tokens within the range. */
    public Runs byRatio(double[] sizes) {
        var n = new ArrayList<Double>();
        var d = new ArrayList<Double>();
        for (double size : sizes) {
            for (double ratio : ratios()) {
                n.add(size);
                d.add(tokens(size, ratio));
            }
        }
        return runs(n, d);
    }

    private double tokens(double size, double ratio) {
        var exact = new BigDecimal(size * ratio);
        double rounded = round(size * ratio);
        return rounded > size * mostRatio
                ? exact.round(new MathContext(2, RoundingMode.FLOOR)).doubleValue()
                : rounded < size * leastRatio
                        ? exact.round(new MathContext(2, RoundingMode.CEILING)).doubleValue()
                        : rounded;
    }

    /** Every size with every number of tokens. */
    public static Runs byTokens(double[] sizes, double[] tokens) {
        var n = new ArrayList<Double>();
        var d = new ArrayList<Double>();
        for (double size : sizes) {
            for (double length : tokens) {
                n.add(size);
                d.add(length);
            }
        }
        return runs(n, d);
    }

    private static Runs runs(List<Double> n, List<Double> d) {
        return Runs.of(List.of(column("N", n), column("D", d)), Origin.of("the runs to choose from"));
    }

    private static Column.Numbers column(String name, List<Double> values) {
        return new Column.Numbers(name, values.stream().mapToDouble(v -> v).toArray());
    }

    /** Tokens per parameter, evenly spaced in the logarithm. */
    private double[] ratios() {
        int count = leastRatio == mostRatio
                ? 1
                : 1 + (int) Math.ceil(RATIOS_PER_DECADE * Math.log10(mostRatio / leastRatio));
        double[] ratios = new double[count];
        for (int i = 0; i < count; i++) {
            ratios[i] = count == 1 ? leastRatio : leastRatio * Math.pow(mostRatio / leastRatio, i / (count - 1.0));
        }
        return ratios;
    }

    private static double[] spread(double low, double high, int perDecade) {
        int count = Math.min(MOST_SIZES, 1 + (int) Math.ceil(perDecade * Math.log10(high / low)));
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = count == 1 ? low : low * Math.pow(high / low, i / (count - 1.0));
        }
        return java.util.Arrays.stream(values).map(Ladder::round).distinct().toArray();
    }

    private static double round(double value) {
        return new BigDecimal(value).round(ROUND).doubleValue();
    }
}
