package org.isoflop.bench.nist;

import java.util.Arrays;
import java.util.List;
import org.isoflop.law.Law;
import org.isoflop.runs.Runs;

/**
 * One of NIST's Statistical Reference Datasets for nonlinear regression.
 *
 * @param name as NIST calls it
 * @param difficulty Lower, Average or Higher, as NIST has it
 * @param formula response and model in the formula language
 * @param runs the observations
 * @param parameters with the official starts and what was certified
 * @param residualSumOfSquares certified
 * @param residualDeviation certified
 */
public record NistSet(
        String name,
        String difficulty,
        String formula,
        Runs runs,
        List<Certified> parameters,
        double residualSumOfSquares,
        double residualDeviation) {

    /**
     * A parameter.
     *
     * @param start1 where a search should begin, far from the solution
     * @param start2 the same, nearer
     * @param value certified to eleven digits
     * @param deviation its standard deviation, certified as well
     */
    public record Certified(String name, double start1, double start2, double value, double deviation) {
        double start(int number) {
            return number == 1 ? start1 : start2;
        }
    }

    public NistSet {
        parameters = List.copyOf(parameters);
    }

    /** The law with each parameter started as {@code --start "b1=500,b2=0.0001"} would. */
    Law law(int start) {
        Law law = Law.parse(formula);
        for (Certified parameter : parameters) {
            double value = parameter.start(start);
            law = law.with(parameter.name(), p -> p.startingAt(value, value));
        }
        return law;
    }

    /**
     * Whether the certified residuals are no more than the rounding of predictions in double precision: then neither
     * they nor what follows from them can be had to many digits. Of the 27 sets of NIST this is true of Lanczos1.
     */
    boolean isAtTheLimitOfDoubles() {
        double largest = Arrays.stream(runs.numbers("y")).map(Math::abs).max().orElse(0);
        return residualDeviation < 1e-12 * largest;
    }
}
