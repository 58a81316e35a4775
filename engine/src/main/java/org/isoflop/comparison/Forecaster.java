package org.isoflop.comparison;

import java.util.List;
import org.isoflop.fit.Fitter;

/** Recipes of one table and how they are fitted, so that each says what to expect of it at any scale. */
public sealed interface Forecaster permits Contest, Ensemble {

    /** The recipes and their runs. */
    Recipes recipes();

    /** Finds optima. */
    Fitter fitter();

    /** How many parameters there are to determine for each recipe, at most. */
    int parameters();

    /** The columns that tell the response. */
    List<String> observed();

    /** Whether each recipe is fitted by itself. */
    boolean isSeparate();

    /** Which runs of different recipes belong together. */
    JointDraws.Pairing pairing();

    /** The same with other searches. */
    Forecaster searching(Fitter other);

    /** Only the recipes with these numbers, and of their rows those that are named. */
    Forecaster at(int[] rows, int[] recipes);

    /**
     * The recipes with their fitted laws and joint draws.
     *
     * @throws org.isoflop.fit.FitException if the runs of a recipe do not determine a law
     */
    List<Contender> contenders(JointDraws draws);
}
