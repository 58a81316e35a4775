package org.isoflop.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Search;
import org.isoflop.fit.Tables;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;

class ProfilerTest {
    private static final double[] X = {0.1, 0.4, 0.9, 1.3, 1.7, 2.2, 2.4, 3.1, 3.3, 3.9, 4.4, 4.8};
    private static final double[] Y = {2.6, 2.9, 5.1, 5.2, 7.5, 8.8, 8.4, 11.6, 12.1, 13.2, 15.7, 16.4};

    private final Search line = search("squared", "y = a + b*x", table(X, Y));

    private static Search search(String objective, String formula, Runs runs) {
        return Tables.search(Fitter.withDefaults().with(Objective.parse(objective)), formula, runs);
    }

    private static Runs table(double[] x, double[] y) {
        return Runs.of(List.of(new Column.Numbers("x", x), new Column.Numbers("y", y)), Origin.of("line"));
    }

    private static Profile profile(Search search, ToDoubleFunction<double[]> quantity, double level) {
        return new Profiler(search, rows(search)).profile(quantity, level);
    }

    private static int[] rows(Search search) {
        return IntStream.range(0, search.fit().rows()).toArray();
    }

    /** For a linear law under squared errors the profile is a parabola and its interval that of Student's t. */
    @Test
    void aStraightLineHasTheIntervalsOfStudent() {
        double t = 2.228138851964939; // qt(0.975, 10)
        for (int j = 0; j < 2; j++) {
            int index = j;
            double error = line.fit().standardErrors()[j];
            Interval interval = profile(line, theta -> theta[index], 0.95).interval();
            assertThat(interval.low()).isCloseTo(line.fit().theta()[j] - t * error, within(1e-5 * error));
            assertThat(interval.high()).isCloseTo(line.fit().theta()[j] + t * error, within(1e-5 * error));
        }
    }

    /** The line at x = 6: the textbook's interval of the mean response. */
    @Test
    void aPredictionOnALineHasItsTextbookInterval() {
        double t = 1.812461122811676; // qt(0.95, 10)
        double mean =
                IntStream.range(0, X.length).mapToDouble(i -> X[i]).average().orElseThrow();
        double squares = 0;
        for (double x : X) {
            squares += (x - mean) * (x - mean);
        }
        double sigma = Math.sqrt(line.fit().value() / (X.length - 2));
        double error = sigma * Math.sqrt(1.0 / X.length + (6 - mean) * (6 - mean) / squares);
        double predicted = line.fit().parameter("a") + 6 * line.fit().parameter("b");
        Profile profile = profile(line, theta -> theta[0] + 6 * theta[1], 0.9);
        assertThat(profile.estimate()).isCloseTo(predicted, within(1e-9));
        assertThat(profile.interval().low()).isCloseTo(predicted - t * error, within(1e-5 * error));
        assertThat(profile.interval().high()).isCloseTo(predicted + t * error, within(1e-5 * error));
    }

    /** Where the line crosses y = 20, the interval is that of Fieller 1954, which is not symmetric. */
    @Test
    void aRatioHasTheIntervalOfFieller() {
        double a = line.fit().parameter("a") - 20;
        double b = line.fit().parameter("b");
        double t = 1.812461122811676;
        double n = X.length;
        double sum = 0;
        double squares = 0;
        for (double x : X) {
            sum += x;
            squares += x * x;
        }
        double variance = line.fit().value() / (n - 2);
        double determinant = n * squares - sum * sum;
        double vaa = variance * squares / determinant;
        double vab = -variance * sum / determinant;
        double vbb = variance * n / determinant;
        // (a + r b)^2 = t^2 (vaa + 2 r vab + r^2 vbb)
        double two = b * b - t * t * vbb;
        double one = a * b - t * t * vab;
        double zero = a * a - t * t * vaa;
        double root = Math.sqrt(one * one - two * zero);
        Interval interval =
                profile(line, theta -> (20 - theta[0]) / theta[1], 0.9).interval();
        assertThat(interval.low()).isCloseTo((-one - root) / two, within(1e-6));
        assertThat(interval.high()).isCloseTo((-one + root) / two, within(1e-6));
        assertThat(interval.high() - (-a / b)).isGreaterThan(-a / b - interval.low());
    }

    private static Search puromycin(String formula) {
        double[] conc = {0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.10, 1.10};
        double[] rate = {76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200};
        return search("squared", formula, table(conc, rate));
    }

    /** A profile knows no coordinates: the limits of a quantity are those of anything that grows or falls with it. */
    @Test
    void limitsAreTheSameInAnyCoordinate() {
        Search search = puromycin("y = V*x/(K + x) where { V start 200; K start 0.1 }");
        int k = index(search, "K");
        Interval plain = profile(search, theta -> theta[k], 0.95).interval();
        Interval log = profile(search, theta -> Math.log(theta[k]), 0.95).interval();
        Interval square = profile(search, theta -> theta[k] * theta[k], 0.95).interval();
        Interval inverse = profile(search, theta -> 1 / theta[k], 0.95).interval();
        Interval shifted = profile(search, theta -> theta[k] - 0.064, 0.95).interval();
        // Ends are found to 1e-5 of a root of 2.2, and the interval is 0.04 wide.
        var precise = within(1e-6);
        assertThat(Math.exp(log.low())).isCloseTo(plain.low(), precise);
        assertThat(Math.exp(log.high())).isCloseTo(plain.high(), precise);
        assertThat(Math.sqrt(square.low())).isCloseTo(plain.low(), precise);
        assertThat(Math.sqrt(square.high())).isCloseTo(plain.high(), precise);
        assertThat(1 / inverse.high()).isCloseTo(plain.low(), precise);
        assertThat(1 / inverse.low()).isCloseTo(plain.high(), precise);
        assertThat(shifted.low() + 0.064).as("below zero").isCloseTo(plain.low(), precise);
        assertThat(shifted.high() + 0.064).as("above zero").isCloseTo(plain.high(), precise);
    }

    /** Nor does it matter how a law is written: with parameters below zero, inverted, or as exponents. */
    @Test
    void limitsAreTheSameHoweverTheLawIsWritten() {
        Search usual = puromycin("y = V*x/(K + x) where { V start 200; K start 0.1 }");
        Search turned = puromycin("y = -U*x/(exp(k) + x) where { U in (-1000, 0); U start -300..-100; k start -4..0 }");
        int v = index(usual, "V");
        int u = index(turned, "U");
        Interval speed = profile(usual, theta -> theta[v], 0.95).interval();
        Interval below = profile(turned, theta -> theta[u], 0.95).interval();
        assertThat(-below.high()).isCloseTo(speed.low(), within(1e-3));
        assertThat(-below.low()).isCloseTo(speed.high(), within(1e-3));
        int k = index(usual, "K");
        int log = index(turned, "k");
        Interval half = profile(usual, theta -> theta[k], 0.95).interval();
        Interval exponent = profile(turned, theta -> theta[log], 0.95).interval();
        assertThat(Math.exp(exponent.low())).isCloseTo(half.low(), within(1e-6));
        assertThat(Math.exp(exponent.high())).isCloseTo(half.high(), within(1e-6));
    }

    /** The Puromycin data of Bates and Watts 1988; the 95 % intervals are those of R's {@code confint(nls(...))}. */
    @Test
    void puromycinHasTheProfileIntervalsOfR() {
        Search search = puromycin("y = V*x/(K + x) where { V start 200; K start 0.1 }");
        int v = index(search, "V");
        int k = index(search, "K");
        Interval speed = profile(search, theta -> theta[v], 0.95).interval();
        Interval half = profile(search, theta -> theta[k], 0.95).interval();
        assertThat(speed.low()).isCloseTo(197.302, within(0.01));
        assertThat(speed.high()).isCloseTo(229.290, within(0.01));
        assertThat(half.low()).isCloseTo(0.04692, within(2e-5));
        assertThat(half.high()).isCloseTo(0.08616, within(2e-5));
    }

    /** Of a straight line alone the floor below it is not known: the profile of E has no lower end. */
    @Test
    void whatTheRunsDoNotLimitIsOpen() {
        double[] d =
                IntStream.range(0, 12).mapToDouble(i -> 1e9 * Math.pow(1.3, i)).toArray();
        var random = new SplittableRandom(3);
        double[] loss = new double[d.length];
        for (int i = 0; i < d.length; i++) {
            loss[i] = 40 * Math.pow(d[i], -0.12) * Math.exp(0.01 * random.nextGaussian());
        }
        Runs runs = Runs.of(List.of(new Column.Numbers("D", d), new Column.Numbers("loss", loss)), Origin.of("flat"));
        Search search = search("squared-log", "loss = E + B/D^beta where { B > 0; beta in (0.001, 3) }", runs);
        int e = index(search, "E");
        Interval interval = profile(search, theta -> theta[e], 0.9).interval();
        assertThat(interval.low()).isLessThan(0);
        assertThat(interval.high()).isLessThan(loss[11] * 1.1);
    }

    /** Held at a value, the rest is the fit of the law with the parameter fixed there. */
    @Test
    void aPointOfTheCurveIsAFitWithTheParameterFixed() {
        Runs runs = Tables.chinchilla(0.005, 7);
        Search search = search("huber-log:1e-2", Tables.BOUNDED, runs);
        int e = index(search, "E");
        double value = search.fit().theta()[e] - 0.02;
        var point = search.constrained(theta -> theta[e]).at(value, search.fit().theta());
        double fixed = search("huber-log:1e-2", Tables.BOUNDED.replace("E > 0", "E = " + value), runs)
                .fit()
                .value();
        assertThat(point.met()).isTrue();
        assertThat(point.value()).isCloseTo(fixed, within(1e-9 * fixed));
    }

    private static int index(Search search, String name) {
        return search.fit().model().parameters().stream()
                .map(p -> p.name())
                .toList()
                .indexOf(name);
    }
}
