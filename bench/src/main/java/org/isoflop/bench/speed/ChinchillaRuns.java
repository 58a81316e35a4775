package org.isoflop.bench.speed;

import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.RunsQuery;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.law.Simulation;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;

/**
 * The runs that the law of Hoffmann et al. is fitted to, as {@code isoflop fit} does it.
 *
 * @param model the catalogue's {@code chinchilla}
 * @param sample the runs
 */
public record ChinchillaRuns(Model model, Sample sample) {
    /** What Besiroglu et al. kept of the runs of Hoffmann et al. */
    public static final String KEPT = "dropped_by_besiroglu == 0";

    /** The runs of a file; those that are kept, where a column says which. */
    public static ChinchillaRuns of(Path file) {
        return of(read(file));
    }

    /** A table of N, D and loss. */
    public static ChinchillaRuns of(Runs runs) {
        var model = Model.of(law(), runs.numberNames());
        return new ChinchillaRuns(model, Sample.of(model, runs));
    }

    private static Law law() {
        return Catalogue.builtIn().entry("chinchilla").law();
    }

    private static Runs read(Path file) {
        Runs runs = RunsQuery.of(file.toString()).read().runs();
        boolean marked = runs.numberNames().contains("dropped_by_besiroglu");
        return marked ? runs.where(Formula.parse(KEPT).body()) : runs;
    }

    /** A grid of sizes and lengths; losses after Besiroglu et al. 2024 with one per cent of noise. */
    public static Runs simulated(int sizes, int lengths, long seed) {
        Runs places = Grid.parse("N=5e7..1e10*%d, D=1e9..3e11*%d".formatted(sizes, lengths))
                .runs();
        Entry entry = Catalogue.builtIn().entry("chinchilla-besiroglu-2024");
        var model = Model.of(entry.law(), Set.of("N", "D", "loss"));
        double[] theta = entry.chosen().orElseThrow().theta(model);
        return new Simulation(model, theta, 0.01).of(places, "loss", new SplittableRandom(seed));
    }
}
