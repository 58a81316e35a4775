package org.isoflop.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.isoflop.forecast.Objection;

/** All rules over one case. */
public final class Review {
    /** In the order in which a reader meets them: the table first, then the fit. */
    static final List<Rule> RULES = List.of(
            new IsolatedValues(),
            new RepeatedRows(),
            new Checkpoints(),
            new SweepEdges(),
            new Untuned(),
            new ComputeCount(),
            new Embeddings(),
            new BudgetEdges(),
            new RisingLoss(),
            new Crossings(),
            new FitState(),
            new RunsPerParameter(),
            new Ranges(),
            new OneLine(),
            new Target(),
            new UnknownFloor(),
            new Bends(),
            new Outliers(),
            new UnevenNoise(),
            new Stability());

    private Review() {}

    /** The objections to a table and its fit, the gravest first. */
    public static List<Objection> of(Case reviewed) {
        var objections = new ArrayList<Objection>();
        for (Rule rule : RULES) {
            objections.addAll(rule.look(reviewed));
        }
        objections.sort(Comparator.comparing(Objection::severity).reversed());
        return objections;
    }

    /** The codes of all objections there are. */
    public static Set<String> codes() {
        var codes = new LinkedHashSet<String>();
        RULES.forEach(rule -> codes.addAll(rule.codes()));
        return codes;
    }
}
