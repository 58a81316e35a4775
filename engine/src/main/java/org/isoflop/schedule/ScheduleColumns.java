package org.isoflop.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.runs.Column;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * The schedules of the curves in a table, and the columns that laws along a schedule read.
 *
 * <table>
 * <caption>the columns, for a row at step t</caption>
 * <tr><td>{@code S1}</td><td>the forward area: rates summed up to t, the warm-up included</td></tr>
 * <tr><td>{@code S2}</td><td>the annealing area with momentum {@value #MOMENTUM}</td></tr>
 * <tr><td>{@code dlr.k, lr.k, S.k}</td><td>the k-th of at most {@value Drops#MAX_NODES} drops of the rate before t: its
 * height, the rate after it and the area since</td></tr>
 * </table>
 */
public final class ScheduleColumns {
    /** The usual momentum of the annealing area. */
    public static final double MOMENTUM = 0.999;

    /** The names in a formula that ask for these columns. */
    public static final Set<String> NAMES = Set.of("S1", "S2", "dlr");

    /** A rate of 0 has no negative power; so small a one says the same. */
    private static final double LEAST_RATE = 1e-12;

    private static final String STEP = "step";
    private static final String CURVE = "curve";
    private static final String SCHEDULE = "schedule";
    private static final List<String> NUMBERS =
            List.of("peak_lr", "end_lr", "warmup_steps", "decay_start_step", "total_steps");

    private final Runs table;
    private final Map<String, Schedule> schedules = new HashMap<>();
    private final Map<String, double[]> annealings = new HashMap<>();

    /**
     * @param table with the column {@code step}, and {@code lr} or a {@code schedule} by name with the columns
     *     {@code peak_lr}, {@code total_steps} and those of {@code end_lr}, {@code warmup_steps},
     *     {@code decay_start_step} that it needs; {@code curve} tells curves apart. It holds every row of a curve whose
     *     schedule is read from its rows
     */
    public ScheduleColumns(Runs table) {
        this.table = table;
        if (isNamed()) {
            return;
        }
        curves().forEach((curve, rows) -> schedules.put(curve, through(curve, rows)));
    }

    /** The names of all columns, the same for every table. */
    public static Set<String> names() {
        var names = new LinkedHashSet<>(List.of(STEP, "lr", "S1", "S2"));
        for (int k = 1; k <= Drops.MAX_NODES; k++) {
            names.addAll(List.of("dlr." + k, "lr." + k, "S." + k));
        }
        return names;
    }

    /** Whether a column is a part of one of the drops, of which a reader need not see more. */
    public static boolean isOfDrop(String column) {
        return column.indexOf('.') > 0 && names().contains(column);
    }

    /** Whether the table has what is needed. */
    public static boolean canBeReadFrom(Runs table) {
        Set<String> numbers = table.numberNames();
        return numbers.contains(STEP)
                && (numbers.contains("lr") || table.column(SCHEDULE).isPresent());
    }

    private boolean isNamed() {
        return table.column(SCHEDULE).filter(Column.Labels.class::isInstance).isPresent()
                && table.numberNames().containsAll(List.of("peak_lr", "total_steps"));
    }

    private Map<String, Runs> curves() {
        return table.column(CURVE).isPresent() ? table.groups(CURVE) : Map.of("", table);
    }

    private static Schedule through(String curve, Runs rows) {
        double[] steps = rows.numbers(STEP);
        double[] rates = rows.numbers("lr");
        int[] order = IntStream.range(0, rows.size())
                .boxed()
                .sorted((i, j) -> Double.compare(steps[i], steps[j]))
                .mapToInt(i -> i)
                .toArray();
        var stepList = new ArrayList<Integer>();
        var rateList = new ArrayList<Double>();
        if (rows.numberNames().contains("warmup_steps")) {
            double warmup = rows.numbers("warmup_steps")[order[0]];
            if (warmup > 0 && warmup < steps[order[0]]) {
                stepList.add((int) warmup);
                rateList.add(rates[order[0]]);
            }
        }
        for (int i : order) {
            requireSteps(steps[i], rows, i);
            if (!(rates[i] >= 0)) {
                throw new InputException(
                        rows.origin().place(i) + ": lr is missing or negative", "Fill it in, or take the row out.");
            }
            if (!stepList.isEmpty() && stepList.getLast() == (int) steps[i]) {
                requireSame(rateList.getLast(), rates[i], curve, rows, i);
            } else {
                stepList.add((int) steps[i]);
                rateList.add(rates[i]);
            }
        }
        return Schedule.through(
                stepList.stream().mapToInt(s -> s).toArray(),
                rateList.stream().mapToDouble(r -> r).toArray());
    }

    private static void requireSteps(double step, Runs rows, int row) {
        if (!(step >= 0 && step <= Integer.MAX_VALUE - 1.0 && step == Math.rint(step))) {
            throw new InputException(
                    "%s: step is %s, not a number of steps"
                            .formatted(rows.origin().place(row), Magnitude.exact(step)),
                    "Count optimizer steps from 0.");
        }
    }

    private static void requireSame(double one, double other, String curve, Runs rows, int row) {
        if (one != other) {
            throw new InputException(
                    "%s: the curve '%s' has two learning rates at one step, %s and %s"
                            .formatted(rows.origin().place(row), curve, Magnitude.exact(one), Magnitude.exact(other)),
                    "Curves are told apart by the column 'curve': name it with --map curve=COLUMN.");
        }
    }

    /** Rows of the table with the columns beside them; {@code lr} is there too, read from the schedule if need be. */
    public Runs beside(Runs rows) {
        double[] steps = rows.numbers(STEP);
        Schedule[] ofRow = new Schedule[rows.size()];
        double[][] annealing = new double[rows.size()][];
        int[] step = new int[rows.size()];
        for (int i = 0; i < step.length; i++) {
            requireSteps(steps[i], rows, i);
            step[i] = (int) steps[i];
            String key = key(rows, i);
            int row = i;
            ofRow[i] = schedules.computeIfAbsent(key, k -> named(rows, row));
            annealing[i] = annealings.computeIfAbsent(key, k -> ofRow[row].annealing(MOMENTUM));
            if (step[i] > ofRow[i].total()) {
                throw new InputException(
                        "%s: step %,d lies beyond the end of its schedule at %,d"
                                .formatted(rows.origin().place(i), step[i], ofRow[i].total()),
                        "Mend total_steps, or take the row out.");
            }
        }
        return withColumns(rows, ofRow, annealing, step);
    }

    private String key(Runs rows, int i) {
        if (!isNamed()) {
            return rows.column(CURVE).map(c -> cell(c, i)).orElse("");
        }
        var key = new StringBuilder(cell(rows.column(SCHEDULE).orElseThrow(), i));
        NUMBERS.forEach(name -> key.append(' ').append(number(rows, name, i, Double.NaN)));
        return key.toString();
    }

    private static String cell(Column column, int row) {
        return switch (column) {
            case Column.Labels labels -> labels.text(row);
            case Column.Numbers numbers -> Magnitude.exact(numbers.values()[row]);
        };
    }

    private static double number(Runs rows, String name, int row, double otherwise) {
        if (!rows.numberNames().contains(name)) {
            return otherwise;
        }
        double value = rows.numbers(name)[row];
        return Double.isNaN(value) ? otherwise : value;
    }

    private static Schedule named(Runs rows, int i) {
        Shape shape = Shape.parse(cell(rows.column(SCHEDULE).orElseThrow(), i));
        int total = (int) number(rows, "total_steps", i, 0);
        int warmup = (int) number(rows, "warmup_steps", i, 0);
        double peak = number(rows, "peak_lr", i, Double.NaN);
        int from = (int) number(rows, "decay_start_step", i, shape.fallsAtOnce() ? warmup : total);
        try {
            return Schedule.of(shape, peak, number(rows, "end_lr", i, 0), warmup, from, total);
        } catch (InputException e) {
            throw new InputException(rows.origin().place(i) + ": " + e.getMessage(), e.wayOut());
        }
    }

    /** The columns at chosen steps of one schedule: a table of its own. */
    public static Runs at(Schedule schedule, int[] steps) {
        Schedule[] ofRow = new Schedule[steps.length];
        double[][] annealing = new double[steps.length][];
        Arrays.fill(ofRow, schedule);
        Arrays.fill(annealing, schedule.annealing(MOMENTUM));
        var empty = new Column.Numbers(STEP, new double[steps.length]);
        return withColumns(Runs.of(List.of(empty), Origin.of("schedule")), ofRow, annealing, steps);
    }

    private static Runs withColumns(Runs rows, Schedule[] schedules, double[][] annealing, int[] steps) {
        // In the order of the names.
        double[][] values = new double[names().size()][steps.length];
        for (int i = 0; i < steps.length; i++) {
            Schedule schedule = schedules[i];
            values[0][i] = steps[i];
            values[1][i] = schedule.rate(steps[i]);
            values[2][i] = schedule.area(steps[i]);
            values[3][i] = annealing[i][steps[i]];
            List<Drop> drops = schedule.drops(steps[i]);
            for (int k = 0; k < Drops.MAX_NODES; k++) {
                // A drop of no height, at a rate that has a logarithm, changes no sum.
                Drop drop = k < drops.size() ? drops.get(k) : new Drop(0, 1, 0);
                values[4 + 3 * k][i] = drop.height();
                values[5 + 3 * k][i] = Math.max(drop.rate(), LEAST_RATE);
                values[6 + 3 * k][i] = drop.area();
            }
        }
        Runs wider = rows;
        int column = 0;
        for (String name : names()) {
            wider = wider.with(new Column.Numbers(name, values[column++]));
        }
        return wider;
    }
}
