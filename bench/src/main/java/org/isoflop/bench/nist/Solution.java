package org.isoflop.bench.nist;

import org.isoflop.fit.Diagnostics;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;

/**
 * What came of one set from one start, in matching digits: {@code -log10 |found - certified| / |certified|}, the log
 * relative error of McCullough (1998), at most the eleven digits that are certified.
 *
 * @param start 1 or 2
 * @param parameters the fewest digits of any parameter
 * @param deviations the fewest digits of any standard deviation
 * @param sumOfSquares digits of the residual sum of squares
 * @param alone the fewest digits of any parameter when the search begins from the start alone and nowhere else
 * @param diagnostics of the fit
 * @param milliseconds it took, in a process that may have just begun
 */
public record Solution(
        NistSet set,
        int start,
        double parameters,
        double deviations,
        double sumOfSquares,
        double alone,
        Diagnostics diagnostics,
        double milliseconds) {
    private static final double CERTIFIED_DIGITS = 11;

    /** Fits a set as {@code isoflop fit} would, given its formula as text and a start. */
    public static Solution of(NistSet set, int start) {
        long begun = System.nanoTime();
        var model = Model.of(set.law(start), set.runs().numberNames());
        var sample = Sample.of(model, set.runs());
        var fitter = Fitter.withDefaults().with(Objective.parse("squared"));
        Fit fit = fitter.fit(model, sample);
        double milliseconds = (System.nanoTime() - begun) / 1e6;
        double deviations = CERTIFIED_DIGITS;
        for (NistSet.Certified certified : set.parameters()) {
            int index = model.parameters().stream().map(p -> p.name()).toList().indexOf(certified.name());
            deviations = Math.min(deviations, digits(fit.standardErrors()[index], certified.deviation()));
        }
        return new Solution(
                set,
                start,
                ofParameters(set, fit),
                deviations,
                digits(fit.value(), set.residualSumOfSquares()),
                ofParameters(set, fitter.starts(1).fit(model, sample)),
                fit.diagnostics(),
                milliseconds);
    }

    private static double ofParameters(NistSet set, Fit fit) {
        return set.parameters().stream()
                .mapToDouble(p -> digits(fit.parameter(p.name()), p.value()))
                .min()
                .orElseThrow();
    }

    static double digits(double found, double certified) {
        double error = Math.abs(found - certified) / Math.abs(certified);
        return Double.isNaN(error) ? 0 : Math.clamp(-Math.log10(error), 0, CERTIFIED_DIGITS);
    }

    /** Digits that the parameters must have. */
    public double parametersWanted() {
        return set.isAtTheLimitOfDoubles() ? 6 : 8;
    }

    /** Digits that the standard deviations must have. */
    public double deviationsWanted() {
        return set.isAtTheLimitOfDoubles() ? 0 : 6;
    }

    public boolean isGood() {
        return parameters >= parametersWanted() && deviations >= deviationsWanted();
    }
}
