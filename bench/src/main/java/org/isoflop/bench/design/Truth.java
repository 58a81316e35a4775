package org.isoflop.bench.design;

import java.util.Set;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Entry;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;

/** A published law in N and D that is taken for true. */
final class Truth {
    private final Model model;
    private final double[] theta;

    private Truth(Model model, double[] theta) {
        this.model = model;
        this.theta = theta;
    }

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

    Model model() {
        return model;
    }

    /** Its coefficients; not to be written to. */
    double[] theta() {
        return theta;
    }
}
