package org.isoflop.charts.gallery;

import java.util.OptionalDouble;
import org.isoflop.charts.Chart;

/** The charts that a fit alone is enough for. */
public enum FitChart {
    LOSS("loss", "loss against compute, with intervals up to a target"),
    ISOFLOP("isoflop", "curves of equal compute and their minima"),
    SURFACE("surface", "loss over model size and tokens, with the efficient frontier"),
    PLAN(PlanFrontier.KIND, "the best model size, tokens and loss for each budget"),
    RESIDUALS("residuals", "what the law leaves unexplained, against each column"),
    PARAMETERS("parameters", "bootstrap draws of the parameters, in pairs");

    private final String label;
    private final String meaning;

    FitChart(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** As the command line writes it; the kind of its charts. */
    public String label() {
        return label;
    }

    /** What is to be seen. */
    public String meaning() {
        return meaning;
    }

    /**
     * The chart of a fit.
     *
     * @param target the compute (or other size) that a forecast is wanted for; without it ten times that of the largest run
     * @throws org.isoflop.InputException if the law is of another kind than the chart shows, or if runs or draws are missing
     */
    public Chart of(Evidence evidence, OptionalDouble target) {
        return switch (this) {
            case LOSS -> LossByCompute.of(evidence, target);
            case ISOFLOP -> IsoFlops.of(evidence, target);
            case SURFACE -> LossSurface.of(evidence, target);
            case PLAN -> PlanFrontier.of(evidence, target);
            case RESIDUALS -> Residuals.of(evidence);
            case PARAMETERS -> ParameterPairs.of(evidence);
        };
    }
}
