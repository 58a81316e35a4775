package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.fit.Search;
import org.isoflop.law.Law;
import org.isoflop.law.Model;

/**
 * One law on trial: fitted to all runs and below every cut, with kernels that are compiled once.
 *
 * <p>Cuts are taken from the smallest on. Each fit starts where that below it has ended, so that nothing which lies
 * above a cut has a say in what is found there.
 *
 * @param all the law fitted to all runs
 * @param below fitted below each cut; empty where that was not possible
 */
record Trial(Fitted all, List<Optional<Fitted>> below) {
    Trial {
        below = List.copyOf(below);
    }

    /**
     * Tries a law.
     *
     * @param lending what other groups of the table know
     * @throws InputException if the law cannot be fitted to all runs
     */
    static Trial of(Practice practice, Law law, Rows rows, List<Cut> cuts, Lending lending) {
        Law believed = law.believing(lending.priors(law, Double.POSITIVE_INFINITY));
        Search first = practice.first(Model.of(believed, rows.runs()), rows);
        var below = new ArrayList<Optional<Fitted>>();
        List<double[]> near = List.of();
        for (Cut cut : cuts) {
            try {
                Fitted fitted = practice.fit(first, rows.at(cut.below()), near, lending.priors(law, cut.edge()));
                near = fitted.ends();
                below.add(Optional.of(fitted));
            } catch (InputException _) {
                near = List.of();
                below.add(Optional.empty());
            }
        }
        return new Trial(practice.fit(first, rows, first.ends(), believed.priors()), below);
    }
}
