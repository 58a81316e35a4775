package org.isoflop.hyper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Workers;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;

/**
 * Power laws of the best factors, from a sweep.
 *
 * <p>Each cell is asked for its {@link Optimum}; the laws are least squares through the logarithms of the optima. Their
 * intervals account for both stages: every resample draws the cells anew, with replacement, and for each cell that it
 * draws the errors of its runs around the surface, whose minimum is found again. The errors come from all cells, each
 * in units of its own noise, so that a cell of few runs is not taken for one without noise.
 *
 * <p>Cells without an optimum take no part: one whose valley lies at an edge of the sweep would pull the law to the
 * place where somebody stopped looking.
 */
public final class SweepFit {
    /** How a law is found. */
    public enum Method {
        /** A surface per cell, and a law through their minima. */
        SURFACE("surface", 0.02),
        /** Every run near the best of its cell is taken for an optimum, as in Step Law. */
        STEP_LAW("step-law", NearBest.WITHIN);

        private final String label;
        private final double within;

        Method(String label, double within) {
            this.label = label;
            this.within = within;
        }

        /** As commands write it. */
        public String label() {
            return label;
        }

        /** How near the best a run must be, as a share of its loss, unless something else is asked for. */
        public double within() {
            return within;
        }
    }

    /**
     * How draws are made.
     *
     * @param resamples how many there are of everything
     * @param seed of all of them
     * @param threads to use; they do not change the result
     */
    public record Drawing(int resamples, long seed, int threads) {}

    /** A choice of cells that cannot tell the scales apart is made anew so many times. */
    private static final int ATTEMPTS = 100;

    private final Sweep sweep;
    private final Method method;
    private final double within;
    private final Drawing drawing;
    private final List<Optimum> optima;
    /** The valley of each cell that has one, by the number of the cell. */
    private final Valley[] valleys;

    private final int[] found;
    private final List<List<double[]>> redrawn;

    private SweepFit(Sweep sweep, Method method, double within, Drawing drawing, Progress progress) {
        this.sweep = sweep;
        this.method = method;
        this.within = within;
        this.drawing = drawing;
        double near = method == Method.SURFACE ? within : Method.SURFACE.within();
        List<Valley.Seen> seen = sweep.cells().stream()
                .map(cell -> Valley.in(cell, sweep.factors(), near))
                .toList();
        optima = seen.stream().map(Valley.Seen::optimum).toList();
        found = IntStream.range(0, seen.size())
                .filter(c -> seen.get(c).valley().isPresent())
                .toArray();
        valleys = new Valley[seen.size()];
        for (int c : found) {
            valleys[c] = seen.get(c).valley().orElseThrow();
        }
        redrawn = redraw(progress);
    }

    /**
     * Looks for the optimum of every cell, and draws each anew.
     *
     * @param within how far above the best of its cell a run may lie, as a share of its loss
     */
    public static SweepFit of(Sweep sweep, Method method, double within, Drawing drawing, Progress progress) {
        return new SweepFit(sweep, method, within, drawing, progress);
    }

    /** For each cell the places of its optimum when the errors of its runs are drawn anew. */
    private List<List<double[]>> redraw(Progress progress) {
        List<Valley> all = Arrays.stream(found).mapToObj(c -> valleys[c]).toList();
        double[] errors = Valley.errors(all);
        double noise = Valley.noise(all);
        var places = new ArrayList<List<double[]>>();
        sweep.cells().forEach(cell -> places.add(List.of()));
        Workers.run(
                found.length,
                drawing.threads(),
                () -> this,
                (i, self) -> {
                    int c = found[i];
                    var random = new SplittableRandom(mixed(drawing.seed(), c));
                    List<double[]> drawn = valleys[c].redrawn(errors, noise, drawing.resamples(), random);
                    synchronized (places) {
                        places.set(c, drawn);
                    }
                },
                progress,
                "resampling runs");
        return List.copyOf(places);
    }

    /** Numbers that differ in one bit lead to streams that have nothing in common. */
    static long mixed(long seed, long number) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number).nextLong();
    }

    public Sweep sweep() {
        return sweep;
    }

    public Method method() {
        return method;
    }

    /** How near the best a run had to be. */
    public double within() {
        return within;
    }

    /** For each cell of the sweep what it says. */
    public List<Optimum> optima() {
        return optima;
    }

    /** How many cells have an optimum. */
    public int found() {
        return found.length;
    }

    /** The interval of the logarithm of a factor at the optimum of a cell. */
    public Interval interval(int cell, int factor, double level) {
        return new Draws(redrawn.get(cell), 0, 0, 0).interval(place -> place[factor], level);
    }

    /** How many runs took part: near the surface of a cell with an optimum, or near the best of any. */
    public int used() {
        return switch (method) {
            case SURFACE ->
                Arrays.stream(found).map(c -> valleys[c].optimum().near()).sum();
            case STEP_LAW -> new NearBest(sweep, within).size();
        };
    }

    /** The law of a form; empty where the cells cannot tell its scales apart or are no more than its coefficients. */
    public Optional<OptimumLaw> law(OptimumLaw.Form form) {
        return switch (method) {
            case SURFACE -> throughOptima(form);
            case STEP_LAW -> new NearBest(sweep, within).law(form, drawing);
        };
    }

    private Optional<OptimumLaw> throughOptima(OptimumLaw.Form form) {
        return fit(form, found, this::place)
                .filter(fit -> fit.freedom() > 0)
                .map(fit -> OptimumLaw.of(form, fit, found.length, draws(form, fit)));
    }

    private double[] place(int cell) {
        return valleys[cell].optimum().at();
    }

    /**
     * Cells drawn from few cells spread less than cells do: of m cells and p coefficients by the factor
     * {@code sqrt((m - p)/m)}, which is taken back.
     */
    private Draws draws(OptimumLaw.Form form, LeastSquares fit) {
        double wider = Math.sqrt((double) found.length / fit.freedom());
        var drawn = new ArrayList<double[]>();
        for (int k = 0; k < drawing.resamples(); k++) {
            draw(form, new SplittableRandom(mixed(drawing.seed(), -1 - k))).ifPresent(theta -> {
                for (int j = 0; j < theta.length; j++) {
                    theta[j] = fit.coefficients()[j] + wider * (theta[j] - fit.coefficients()[j]);
                }
                drawn.add(theta);
            });
        }
        return new Draws(drawn, drawing.resamples() - drawn.size(), 0, 0);
    }

    /** One law through cells that are drawn with replacement, each with its optimum drawn anew. */
    private Optional<double[]> draw(OptimumLaw.Form form, SplittableRandom random) {
        Optional<LeastSquares> fit = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS && fit.isEmpty(); attempt++) {
            int[] cells = IntStream.range(0, found.length)
                    .map(i -> found[random.nextInt(found.length)])
                    .filter(c -> !redrawn.get(c).isEmpty())
                    .toArray();
            fit = fit(
                    form,
                    cells,
                    c -> redrawn.get(c).get(random.nextInt(redrawn.get(c).size())));
        }
        return fit.map(LeastSquares::coefficients);
    }

    private Optional<LeastSquares> fit(OptimumLaw.Form form, int[] cells, IntFunction<double[]> place) {
        int factor = sweep.factors().indexOf(form.of());
        double[][] scales = new double[cells.length][];
        double[] values = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            scales[i] = sweep.scales(form, sweep.cells().get(cells[i]));
            values[i] = place.apply(cells[i])[factor];
        }
        return OptimumLaw.fit(scales, values);
    }

    /**
     * What laws cost: for each cell with an optimum by how much the loss is higher where the laws through the other
     * cells say than at its own optimum, as a share, by its own surface.
     *
     * @param forms one law per factor of the sweep, in their order
     * @return one number per cell with an optimum; empty where the other cells allow no law
     */
    public double[] regrets(List<OptimumLaw.Form> forms) {
        return Arrays.stream(found)
                .mapToObj(cell -> regret(forms, cell))
                .flatMap(Optional::stream)
                .mapToDouble(regret -> regret)
                .toArray();
    }

    private Optional<Double> regret(List<OptimumLaw.Form> forms, int cell) {
        int[] others = Arrays.stream(found).filter(c -> c != cell).toArray();
        double[] at = new double[forms.size()];
        for (int j = 0; j < at.length; j++) {
            OptimumLaw.Form form = forms.get(j);
            Optional<LeastSquares> law = fit(form, others, this::place);
            if (law.isEmpty()) {
                return Optional.empty();
            }
            double[] row = OptimumLaw.row(sweep.scales(form, sweep.cells().get(cell)));
            at[j] = LeastSquares.dot(row, law.get().coefficients());
        }
        return Optional.of(valleys[cell].regret(at));
    }
}
