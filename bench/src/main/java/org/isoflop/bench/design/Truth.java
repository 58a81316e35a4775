package org.isoflop.bench.design;

import java.util.Set;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;

/**
 * A published law in N and D that is taken for true.
 *
 * @param model the law
 * @param theta its coefficients; not to be written to
 */
record Truth(Model model, double[] theta) {

    static Truth of(String id) {
        Entry entry = Catalogue.builtIn().entry(id);
        Model model = Model.of(entry.law(), Set.of("N", "D", "loss"));
        return new Truth(model, entry.chosen().orElseThrow().theta(model));
    }

    /** The logarithm of the loss of a run. */
    double logLoss(double n, double d) {
        double[] row = new double[2];
        row[model.variables().indexOf("N")] = n;
        row[model.variables().indexOf("D")] = d;
        return Math.log(model.predict(row, theta));
    }

    /** The logarithm of the loss of the best run for so many FLOPs. */
    double bestLogLoss(double flops) {
        double n = Allocation.of(model).parameters(flops, theta).orElse(Double.NaN);
        return logLoss(n, flops / 6 / n);
    }

    Truth with(double[] other) {
        return new Truth(model, other);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return model.hashCode();
    }

    @Override
    public String toString() {
        return model.law().id();
    }
}
