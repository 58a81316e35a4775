package org.isoflop.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Magnitude;

/** A learning rate for every step of a run, from step 0 to the last. Immutable. */
public final class Schedule {
    private static final List<String> NUMBERS = List.of("peak", "end", "warmup", "decay-start", "total");

    /** More steps than any run of this day has; a slip of the unit should not take all memory. */
    private static final int MAX_STEPS = 20_000_000;

    private final double[] rates;
    /** Rates summed from step 0 to each step. */
    private final double[] areas;

    private final Drops drops;

    private Schedule(double[] rates) {
        this.rates = rates;
        areas = rates.clone();
        Arrays.parallelPrefix(areas, Double::sum);
        drops = new Drops(rates, areas);
    }

    /**
     * A schedule of the given rates, from step 0 on.
     *
     * @throws IllegalArgumentException if there is no step, or a rate is negative or no number
     */
    public static Schedule of(double... rates) {
        if (rates.length < 2 || Arrays.stream(rates).anyMatch(r -> !(r >= 0 && Double.isFinite(r)))) {
            throw new IllegalArgumentException("a schedule has at least one step, and no rate is negative");
        }
        return new Schedule(rates.clone());
    }

    /**
     * A schedule by name: linear warm-up from 0, constant at the peak, then the decay.
     *
     * @param shape of the decay
     * @param peak the rate after the warm-up
     * @param end the rate at the last step
     * @param warmup how many steps the warm-up takes
     * @param decayStart the step from which the rate falls
     * @param total the last step
     */
    public static Schedule of(Shape shape, double peak, double end, int warmup, int decayStart, int total) {
        if (!(0 <= warmup && warmup <= decayStart && decayStart <= total && 0 < total)) {
            throw new InputException(
                    "the steps of the schedule are out of order: warm-up %,d, decay from %,d, total %,d"
                            .formatted(warmup, decayStart, total),
                    "Warm-up ends before the decay starts, and that before the end.");
        }
        if (total > MAX_STEPS) {
            throw new InputException("a schedule of %,d steps is too long".formatted(total), "Count optimizer steps.");
        }
        if (!(peak > 0 && end >= 0 && Double.isFinite(peak) && Double.isFinite(end))
                || shape == Shape.WSD_EXPONENTIAL && end == 0) {
            throw new InputException(
                    "a learning rate falls from %s to %s, which is not positive"
                            .formatted(Magnitude.exact(peak), Magnitude.exact(end)),
                    "Only a decay that is not exponential may end at 0.");
        }
        double[] rates = new double[total + 1];
        for (int t = 0; t <= total; t++) {
            rates[t] = t < warmup
                    ? peak * t / warmup
                    : t < decayStart ? peak : shape.at((t - decayStart) / Math.max(1.0, total - decayStart), peak, end);
        }
        return new Schedule(rates);
    }

    /**
     * Reads {@code wsd: peak=3e-4 warmup=2160 decay-start=20000 total=24000 end=3e-5}. Without an end the rate falls to
     * 0, without a warm-up there is none.
     *
     * @throws InputException if the text is no schedule
     */
    public static Schedule parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new InputException(
                    "'%s' is not a schedule".formatted(text),
                    "Write \"wsd: peak=3e-4 warmup=2000 decay-start=20000 total=24000 end=3e-5\".");
        }
        Shape shape = Shape.parse(text.substring(0, colon));
        Map<String, Double> numbers = numbers(text.substring(colon + 1));
        double peak = required(numbers, "peak", text);
        int total = steps(required(numbers, "total", text), "total");
        int warmup = steps(numbers.getOrDefault("warmup", 0.0), "warmup");
        double from = shape.fallsAtOnce()
                ? numbers.getOrDefault("decay-start", (double) warmup)
                : shape == Shape.CONSTANT ? total : required(numbers, "decay-start", text);
        return of(shape, peak, numbers.getOrDefault("end", 0.0), warmup, steps(from, "decay-start"), total);
    }

    private static Map<String, Double> numbers(String text) {
        var numbers = new LinkedHashMap<String, Double>();
        for (String part : text.strip().split("[\\s,]+", -1)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(0, equals));
            if (!NUMBERS.contains(name)) {
                throw new InputException(
                        "'%s' says nothing of a schedule".formatted(part),
                        Spelling.nearest(name, NUMBERS)
                                .map(near -> "Did you mean " + near + "=…?")
                                .orElse("Say " + String.join("=…, ", NUMBERS) + "=…."));
            }
            double value = Magnitude.parse(part.substring(equals + 1)).orElse(Double.NaN);
            if (!Double.isFinite(value)) {
                throw new InputException("'%s' is not a number".formatted(part), "Write 3e-4 or 24000.");
            }
            numbers.put(name, value);
        }
        return numbers;
    }

    private static double required(Map<String, Double> numbers, String name, String text) {
        Double value = numbers.get(name);
        if (value == null) {
            throw new InputException(
                    "the schedule '%s' lacks its %s".formatted(text.strip(), name), "Add %s=….".formatted(name));
        }
        return value;
    }

    private static int steps(double value, String name) {
        if (value != Math.rint(value) || value < 0 || value > MAX_STEPS) {
            throw new InputException(
                    "%s=%s is not a number of steps".formatted(name, Magnitude.exact(value)), "Count optimizer steps.");
        }
        return (int) value;
    }

    /**
     * The schedule through the given points, a straight line between two of them. Before the first it rises from 0, as
     * a warm-up does, unless the first is step 0.
     *
     * @param steps rising
     */
    public static Schedule through(int[] steps, double[] rates) {
        double[] all = new double[Math.max(2, steps[steps.length - 1] + 1)];
        int last = 0;
        double before = steps[0] == 0 ? rates[0] : 0;
        for (int i = 0; i < steps.length; i++) {
            for (int t = last; t <= steps[i]; t++) {
                double share = steps[i] == last ? 1 : (double) (t - last) / (steps[i] - last);
                all[t] = before + share * (rates[i] - before);
            }
            last = steps[i];
            before = rates[i];
        }
        return of(all);
    }

    /** The last step. */
    public int total() {
        return rates.length - 1;
    }

    /** The learning rate at a step. */
    public double rate(int step) {
        return rates[step];
    }

    /** The forward area: rates summed up to a step, that step and the warm-up included. */
    public double area(int step) {
        return areas[step];
    }

    /**
     * The annealing areas of Tissue et al. 2024 at every step: {@code S2(t) = sum over i <= t of m_i} with
     * {@code m_i = lambda m_(i-1) + (rate_(i-1) - rate_i)}. The rise of the warm-up, up to the first largest rate, does
     * not count.
     *
     * @param lambda how much of the momentum a step keeps, from 0 to 1
     */
    public double[] annealing(double lambda) {
        double[] sums = new double[rates.length];
        double largest = Arrays.stream(rates).max().orElse(0);
        int peak = 0;
        while (rates[peak] < largest) {
            peak++;
        }
        double momentum = 0;
        for (int t = peak + 1; t < rates.length; t++) {
            momentum = lambda * momentum + (rates[t - 1] - rates[t]);
            sums[t] = sums[t - 1] + momentum;
        }
        return sums;
    }

    /** The drops of the rate up to a step, as seen from there: few where many are far away, none missing near. */
    public List<Drop> drops(int step) {
        return drops.seenFrom(step);
    }

    /** The same one by one: what {@link #drops} stands for. */
    List<Drop> everyDrop(int step) {
        var all = new ArrayList<Drop>();
        for (int k = 1; k <= step; k++) {
            all.add(new Drop(rates[k - 1] - rates[k], rates[k], areas[step] - areas[k - 1]));
        }
        return all;
    }

    @Override
    public String toString() {
        return "schedule of %,d steps, learning rate %s at the end".formatted(total(), Magnitude.exact(rates[total()]));
    }
}
