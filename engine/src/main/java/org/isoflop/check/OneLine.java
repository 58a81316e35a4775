package org.isoflop.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;

/**
 * Runs whose parameters and tokens grow together, such as runs that all have twenty tokens per parameter: the law is
 * known along that line, and what N does and what D does is not told apart.
 */
final class OneLine implements Rule {
    /** D at the same N that differs by less than this factor is the same. */
    private static final double SAME = 2;

    private static final double NEARLY = 4;

    @Override
    public List<String> codes() {
        return List.of("one-line");
    }

    @Override
    public List<Objection> look(Case of) {
        return of.fitted().map(OneLine::look).orElse(List.of());
    }

    private static List<Objection> look(Case.Fitted fitted) {
        List<String> variables = fitted.fit().model().variables();
        int n = variables.indexOf("N");
        int d = variables.indexOf("D");
        if (n < 0 || d < 0) {
            return List.of();
        }
        double[] parameters = fitted.sample().columns()[n];
        double[] tokens = fitted.sample().columns()[d];
        if (!grows(parameters) || !grows(tokens)) {
            return List.of();
        }
        double apart = apart(parameters, tokens);
        if (apart >= NEARLY) {
            return List.of();
        }
        return List.of(
                new Objection(
                        "one-line",
                        apart < SAME ? Severity.GRAVE : Severity.CAUTION,
                        "D follows N, within a factor of %s; %s tokens per parameter"
                                .formatted(Magnitude.digits(apart, 2), ratios(parameters, tokens)),
                        "What N does and what D does cannot be told apart, and so neither can the best division: add runs of the same sizes with a quarter and with four times the tokens."));
    }

    /** The tokens per parameter, {@code 18 … 22} or where all have the same {@code 20}. */
    private static String ratios(double[] parameters, double[] tokens) {
        double[] sorted = IntStream.range(0, tokens.length)
                .mapToDouble(i -> tokens[i] / parameters[i])
                .sorted()
                .toArray();
        String low = Say.value("D/N", sorted[0]);
        String high = Say.value("D/N", sorted[sorted.length - 1]);
        return low.equals(high) ? low : low + " … " + high;
    }

    /** A column that does not vary is narrow, and no line. */
    private static boolean grows(double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(0);
        return low > 0 && high / low >= NEARLY;
    }

    /** By which factor D differs around the line of log D over log N, from the lowest run to the highest. */
    private static double apart(double[] parameters, double[] tokens) {
        double[] x = Regression.standardised(parameters);
        double[] y = Arrays.stream(tokens).map(Math::log).toArray();
        Regression line = Regression.ofPowers(x, y, 1);
        double[] off = IntStream.range(0, x.length)
                .mapToDouble(i -> y[i] - line.coefficient(0) - line.coefficient(1) * x[i])
                .toArray();
        return Math.exp(Arrays.stream(off).max().orElseThrow()
                - Arrays.stream(off).min().orElseThrow());
    }
}
