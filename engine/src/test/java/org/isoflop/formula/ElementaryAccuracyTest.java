package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.isoflop.formula.Reference.Real;
import org.isoflop.formula.Reference.Scaled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How many units in the last place {@link Elementary} is off, and whether it is exact where it must be. */
class ElementaryAccuracyTest {
    private static final int SAMPLES = 20_000;

    /** A function over one range of its arguments, with the error that was found in five million, rounded up. */
    record Sweep(
            String range,
            DoubleUnaryOperator function,
            DoubleFunction<Scaled> reference,
            ToDoubleFunction<RandomGenerator> argument,
            double ulps) {
        @Override
        public String toString() {
            return range;
        }
    }

    static Stream<Sweep> sweeps() {
        DoubleFunction<Scaled> log = x -> Scaled.of(Reference.log(x));
        return Stream.of(
                new Sweep("exp near 0", Elementary::exp, Reference::exp, r -> uniform(r, -1, 1), 0.70),
                new Sweep("exp", Elementary::exp, Reference::exp, r -> uniform(r, -708, 709.7), 0.70),
                new Sweep("exp subnormal", Elementary::exp, Reference::exp, r -> uniform(r, -746, -708), 0.80),
                new Sweep("exp of anything", Elementary::exp, Reference::exp, r -> signed(r, 1e-20, 700), 0.70),
                new Sweep("log near 1", Elementary::log, log, r -> 1 + signed(r, 1e-16, 0.3), 0.70),
                new Sweep("log from 1/2 to 2", Elementary::log, log, r -> uniform(r, 0.5, 2), 0.75),
                new Sweep("log of anything", Elementary::log, log, ElementaryAccuracyTest::positive, 0.70),
                new Sweep("log subnormal", Elementary::log, log, r -> uniform(r, 0, Double.MIN_NORMAL), 0.51),
                new Sweep("sigmoid near 0", Elementary::sigmoid, Reference::sigmoid, r -> uniform(r, -6, 6), 1.5),
                new Sweep("sigmoid", Elementary::sigmoid, Reference::sigmoid, r -> uniform(r, -745, 40), 1.5),
                new Sweep("softplus near 0", Elementary::softplus, Reference::softplus, r -> uniform(r, -6, 6), 1.5),
                new Sweep("softplus", Elementary::softplus, Reference::softplus, r -> uniform(r, -745, 700), 1.5),
                new Sweep("tanh", Elementary::tanh, Reference::tanh, r -> uniform(r, -20, 20), 1.0),
                new Sweep("tanh near 0", Elementary::tanh, Reference::tanh, r -> uniform(r, -1, 1), 1.0),
                new Sweep("tanh of anything", Elementary::tanh, Reference::tanh, r -> signed(r, 1e-300, 30), 1.0),
                new Sweep("erf", Elementary::erf, Reference::erf, r -> uniform(r, -6.5, 6.5), 1.15),
                new Sweep("erf near 1", Elementary::erf, Reference::erf, r -> uniform(r, 0.8, 1.3), 1.15),
                new Sweep("erf of anything", Elementary::erf, Reference::erf, r -> signed(r, 1e-300, 30), 1.15));
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void isRight(Sweep sweep) {
        var random = new SplittableRandom(20);
        double worst = 0;
        double worstAt = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double x = sweep.argument.applyAsDouble(random);
            double error = sweep.reference.apply(x).ulps(sweep.function.applyAsDouble(x));
            if (!(error <= worst)) {
                worst = error;
                worstAt = x;
            }
        }
        System.out.printf("%s: %.3f ulp at %s%n", sweep.range, worst, worstAt);
        assertThat(worst).as("error in ulp at %s", worstAt).isLessThan(sweep.ulps);
    }

    /** Bases and {@code b log a}, from which the exponents follow. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, 1e300, -700, 700, 0.80",
        "0.01, 100, -7, 7, 0.80",
        "0.7, 1.42, 600, 709, 0.80",
        "0.999, 1.001, -700, 700, 0.80",
        "1e-300, 1e300, -744, -708, 0.85"
    })
    void powersAreRight(double least, double most, double lower, double upper, double ulps) {
        var random = new SplittableRandom(21);
        double worst = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double a = Math.exp(uniform(random, Math.log(least), Math.log(most)));
            double b = uniform(random, lower, upper) / Math.log(a);
            worst = Math.max(worst, Reference.pow(a, b).ulps(Elementary.pow(a, b)));
        }
        System.out.printf("pow, b log a in [%s, %s]: %.3f ulp%n", lower, upper, worst);
        assertThat(worst).isLessThan(ulps);
    }

    /** Everything that is special about a power, and whole powers of negative numbers, is as in {@link StrictMath}. */
    @Test
    void powersOfSpecialNumbers() {
        double[] special = DoubleStream.of(0, 1, 2, 3, 4, 0.5, 1.5, 7, 1e-310, 1e-300, 1e300, 0x1p52, 0x1p53, 0x1p54)
                .flatMap(x -> DoubleStream.of(x, -x))
                .toArray();
        double[] all = DoubleStream.concat(
                        DoubleStream.of(special),
                        DoubleStream.of(
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                Double.MIN_VALUE,
                                -Double.MIN_VALUE,
                                Double.MIN_NORMAL,
                                -Double.MIN_NORMAL,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE,
                                Math.nextUp(1.0),
                                Math.nextDown(1.0),
                                0x1p53 - 1))
                .toArray();
        for (double a : all) {
            for (double b : all) {
                Ulps.assertWithin(1, Elementary.pow(a, b), StrictMath.pow(a, b), a + "^" + b);
            }
        }
    }

    @Test
    void squaresAndCubesAreProducts() {
        var random = new SplittableRandom(22);
        for (int i = 0; i < SAMPLES; i++) {
            double x = signed(random, 1e-90, 1e90);
            assertThat(Elementary.pow(x, 2)).isEqualTo(x * x);
            assertThat(Elementary.pow(x, 3)).isEqualTo(x * x * x);
        }
    }

    @ParameterizedTest(name = "exp({0}) = {1}")
    @CsvSource({
        "0, 1",
        "-0.0, 1",
        "1, 2.718281828459045",
        "-Infinity, 0",
        "Infinity, Infinity",
        "NaN, NaN",
        "709.782712893384, 1.7976931348622732e308",
        "709.7827128933841, Infinity",
        "1e300, Infinity",
        "-745.1332191019411, 4.9e-324",
        "-745.1332191019412, 0",
        "-1e300, 0",
        "5e-324, 1"
    })
    void exponentials(double x, double expected) {
        Ulps.assertWithin(0, Elementary.exp(x), expected, "exp " + x);
    }

    @ParameterizedTest(name = "log({0}) = {1}")
    @CsvSource({
        "1, 0",
        "2, 0.6931471805599453",
        "2.718281828459045, 1",
        "10, 2.302585092994046",
        "0, -Infinity",
        "-0.0, -Infinity",
        "-5e-324, NaN",
        "-Infinity, NaN",
        "Infinity, Infinity",
        "NaN, NaN",
        "5e-324, -744.4400719213812",
        "2.2250738585072014e-308, -708.3964185322641",
        "1.7976931348623157e308, 709.782712893384"
    })
    void logarithms(double x, double expected) {
        Ulps.assertWithin(0, Elementary.log(x), expected, "log " + x);
    }

    @ParameterizedTest(name = "{0}: tanh {1}, sigmoid {2}, softplus {3}, erf {4}")
    @CsvSource({
        "0, 0, 0.5, 0.6931471805599453, 0",
        "-0.0, -0.0, 0.5, 0.6931471805599453, -0.0",
        "Infinity, 1, 1, Infinity, 1",
        "-Infinity, -1, 0, 0, -1",
        "NaN, NaN, NaN, NaN, NaN",
        "800, 1, 1, 800, 1",
        "-800, -1, 0, 0, -1",
        "1e308, 1, 1, 1e308, 1",
        "-740, -1, 4.2e-322, 4.2e-322, -1",
        "1e-300, 1e-300, 0.5, 0.6931471805599453, 1.1283791670955126e-300",
        "-5e-324, -5e-324, 0.5, 0.6931471805599453, -5e-324"
    })
    void edgesOfTheOthers(double x, double tanh, double sigmoid, double softplus, double erf) {
        Ulps.assertWithin(0, Elementary.tanh(x), tanh, "tanh");
        Ulps.assertWithin(0, Elementary.sigmoid(x), sigmoid, "sigmoid");
        Ulps.assertWithin(0, Elementary.softplus(x), softplus, "softplus");
        Ulps.assertWithin(0, Elementary.erf(x), erf, "erf");
    }

    /** From mpmath 1.3.0 with 40 digits, at the double next to the argument. */
    @ParameterizedTest
    @CsvSource({
        "exp, 0.3, 1.34985880757600308899730103168863403",
        "exp, -20.7, 0.00000000102353859775941615321754359648443027",
        "exp, 1e-09, 1.00000000100000000050000006244825819",
        "exp, -300.5, 3.12254127723228483809625577956028080e-131",
        "log, 0.3, -1.20397280432593602963018037193372387",
        "log, 1.0000001, 0.0000000999999950583870451775160996834544912",
        "log, 1e-200, -460.517018598809136821498028537790082",
        "log, 3.7, 1.30833281965017880835974852446195923",
        "sigmoid, 0.3, 0.574442516811658984438038803234060323",
        "sigmoid, -3.3, 0.0355711892726361788713048895034024840",
        "sigmoid, 5.5, 0.995929862284103872674835394571425165",
        "softplus, 0.3, 0.854355244468527112436995350696402830",
        "softplus, -3.3, 0.0362192588706592819899393210604704617",
        "softplus, 20.25, 20.2500000016052280538972330554552048",
        "tanh, 0.01, 0.00999966667999946054747492153204477123",
        "tanh, 0.19, 0.187746205868285409852163895514467110",
        "tanh, 0.7, 0.604367777117163468120586885517550280",
        "tanh, -3.1, -0.995949359221900236444461621697882996",
        "erf, 0.1, 0.112462916018284898404712251014304062",
        "erf, 0.9, 0.796908212422832139664666160340143888",
        "erf, -1.7, -0.983790458590774560841312945808925003",
        "erf, 3.3, 0.999996942290203561834801237331977290"
    })
    void theReferenceHasThirtyDigits(String function, double x, BigDecimal expected) {
        Scaled actual = switch (function) {
            case "exp" -> Reference.exp(x);
            case "log" -> Scaled.of(Reference.log(x));
            case "sigmoid" -> Reference.sigmoid(x);
            case "softplus" -> Reference.softplus(x);
            case "tanh" -> Reference.tanh(x);
            case "erf" -> Reference.erf(x);
            default -> throw new IllegalArgumentException(function);
        };
        Real value = actual.value();
        BigDecimal sum = new BigDecimal(value.high()).add(new BigDecimal(value.low()));
        BigDecimal whole = sum.multiply(BigDecimal.TWO.pow(actual.power(), MathContext.DECIMAL128));
        assertThat(whole.subtract(expected).abs()).isLessThan(expected.abs().movePointLeft(29));
    }

    private static double uniform(RandomGenerator random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Of either sign, and of any size between two as likely as of any other. */
    private static double signed(RandomGenerator random, double least, double most) {
        double size = Math.exp(uniform(random, Math.log(least), Math.log(most)));
        return random.nextBoolean() ? size : -size;
    }

    /** Any positive finite double, each exponent as likely as any other. */
    private static double positive(RandomGenerator random) {
        return Double.longBitsToDouble(random.nextLong(1, Double.doubleToRawLongBits(Double.POSITIVE_INFINITY)));
    }
}
