package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The elementary functions against reference values, and at their edges. */
class FunctionTest {

    /** From mpmath 1.3.0 with 40 digits: {@code mp.dps = 40; nstr(erf(mpf('0.5')), 20)} and so on. */
    @ParameterizedTest(name = "{0}({1}) is {2}")
    @CsvSource({
        "ERF, 5e-324, 5.6418958354775628695e-324",
        "ERF, 1e-300, 1.1283791670955125739e-300",
        "ERF, 1e-10, 1.1283791670955125739e-10",
        "ERF, 0.1, 0.1124629160182848922",
        "ERF, 0.5, 0.52049987781304653768",
        "ERF, 1, 0.84270079294971486934",
        "ERF, 2, 0.99532226501895273416",
        "ERF, 2.4999, 0.99959283009966654908",
        "ERF, 2.5, 0.99959304798255504106",
        "ERF, 2.5001, 0.9995932657565293198",
        "ERF, 3, 0.99997790950300141456",
        "ERF, 4, 0.99999998458274209972",
        "ERF, 5.5, 0.99999999999999264215",
        "ERF, 6, 0.99999999999999997848",
        "ERF, 6.1, 0.99999999999999999369",
        "ERF, -1, -0.84270079294971486934",
        "ERF, -3, -0.99997790950300141456",
        "ASINH, 1e-300, 1.0e-300",
        "ASINH, 1e-10, 1.0e-10",
        "ASINH, 1e-5, 9.9999999998333333333e-6",
        "ASINH, 0.1, 0.099834078899207563327",
        "ASINH, 1, 0.88137358701954302523",
        "ASINH, 2, 1.4436354751788103425",
        "ASINH, -2, -1.4436354751788103425",
        "ASINH, 1e8, 19.113827924512310807",
        "ASINH, 1e154, 355.29125150164298065",
        "ASINH, 1e300, 691.46867507877365051",
        "ASINH, -1e300, -691.46867507877365051",
        "SOFTPLUS, -700, 9.8596765437597708567e-305",
        "SOFTPLUS, -40, 4.2483542552915889863e-18",
        "SOFTPLUS, -1, 0.31326168751822283405",
        "SOFTPLUS, 0, 0.69314718055994530942",
        "SOFTPLUS, 1, 1.313261687518222834",
        "SOFTPLUS, 40, 40.000000000000000004",
        "SOFTPLUS, 1000, 1000.0",
        "SIGMOID, -700, 9.8596765437597708567e-305",
        "SIGMOID, -40, 4.2483542552915889773e-18",
        "SIGMOID, -1, 0.26894142136999512075",
        "SIGMOID, 0, 0.5",
        "SIGMOID, 1, 0.73105857863000487925",
        "SIGMOID, 40, 0.99999999999999999575",
        "SIGMOID, 1000, 1.0",
        "LOG2, 8, 3.0",
        "LOG2, 1024, 10.0",
        "LOG2, 0.125, -3.0",
        "LOG2, 10, 3.3219280948873623479",
        "LOG2, 1e-300, -996.57842846620870436",
        "CBRT, 27, 3.0",
        "CBRT, 0.001, 0.1",
        "CBRT, -8, -2",
        "TANH, 1e-10, 1.0e-10",
        "TANH, 0.5, 0.4621171572600097585",
        "TANH, 20, 0.9999999999999999915",
        "COSH, 0, 1.0",
        "COSH, 1, 1.5430806348152437785",
        "COSH, 20, 242582597.70489514002",
        "SINH, 1e-10, 1.0e-10",
        "SINH, 1, 1.1752011936438014569",
        "SINH, -20, -242582597.70489513795"
    })
    void hasTheReferenceValue(Function function, double x, double expected) {
        // Four units in the last place: an exponential, a product and a sum are rounded on the way.
        Ulps.assertWithin(4, function.at(x), expected, function + " at " + x);
    }

    /** Near zero {@code erf x = 2 x / sqrt(pi)} with a relative error of {@code x^2 / 3}. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e-100, 1e-300})
    void theErrorFunctionIsStraightNearZero(double x) {
        double expected = 2 * x / Math.sqrt(Math.PI);
        Ulps.assertWithin(2, Function.ERF.at(x), expected, "erf " + x);
    }

    /** The series and the continued fraction meet at 2.5, without a step down on either side. */
    @ParameterizedTest
    @ValueSource(doubles = {2.5, 6})
    void theErrorFunctionGrowsAcrossItsSeams(double seam) {
        double below = seam - 20 * Math.ulp(seam);
        for (int i = 0; i < 40; i++) {
            double above = Math.nextUp(below);
            // The slope is at most 0.003 there: neighbours are equal but for x^2 units of rounding in exp(-x^2).
            Ulps.assertWithin(8, Function.ERF.at(above), Function.ERF.at(below), "erf " + above);
            below = above;
        }
    }

    @ParameterizedTest(name = "{0}({1}) is {2}")
    @CsvSource({
        "EXP, -Infinity, 0",
        "EXP, Infinity, Infinity",
        "LOG, 0, -Infinity",
        "LOG, -1, NaN",
        "LOG, Infinity, Infinity",
        "LOG2, 0, -Infinity",
        "LOG10, -1, NaN",
        "SQRT, -1, NaN",
        "SQRT, -0.0, -0.0",
        "CBRT, -0.0, -0.0",
        "ABS, -0.0, 0.0",
        "ATAN, Infinity, 1.5707963267948966",
        "TANH, Infinity, 1",
        "TANH, -Infinity, -1",
        "SIN, Infinity, NaN",
        "SINH, -0.0, -0.0",
        "COSH, -Infinity, Infinity",
        "ASINH, -0.0, -0.0",
        "ASINH, Infinity, Infinity",
        "ASINH, -Infinity, -Infinity",
        "SIGMOID, Infinity, 1",
        "SIGMOID, -Infinity, 0",
        "SIGMOID, -1e308, 0",
        "SIGMOID, 1e308, 1",
        "SOFTPLUS, Infinity, Infinity",
        "SOFTPLUS, -Infinity, 0",
        "SOFTPLUS, 1e308, 1e308",
        "SOFTPLUS, -1e308, 0",
        "ERF, 0, 0",
        "ERF, -0.0, -0.0",
        "ERF, Infinity, 1",
        "ERF, -Infinity, -1",
        "ERF, 1e308, 1"
    })
    void isExactAtItsEdges(Function function, double x, double expected) {
        assertThat(function.at(x)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void notANumberStaysNotANumber(Function function) {
        assertThat(function.at(Double.NaN)).isNaN();
    }

    /** {@code log2} of a power of two is a whole number: tables of depths and widths are full of them. */
    @ParameterizedTest
    @ValueSource(ints = {-20, -3, 0, 1, 3, 10, 13, 29, 31, 47, 58, 100, 1000})
    void theBinaryLogarithmOfAPowerOfTwoIsWhole(int k) {
        assertThat(Function.LOG2.at(Math.scalb(1.0, k))).isEqualTo(k);
    }

    @ParameterizedTest
    @CsvSource({"2, 9", "3, 27", "-1, 0.3333333333333333", "0, 1", "0.5, 1.7320508075688772", "-0.0, 1"})
    void powersOfThree(double exponent, double expected) {
        Ulps.assertWithin(1, Operator.POWER.at(3, exponent), expected, "3^" + exponent);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "0, 2, 0", "0, -1, Infinity", "-8, 3, -512", "-8, 0.5, NaN", "NaN, 0, 1", "NaN, 2, NaN"})
    void powersAtTheirEdges(double base, double exponent, double expected) {
        assertThat(Operator.POWER.at(base, exponent)).isEqualTo(Double.valueOf(expected));
    }

    /** Near one the logarithm is small, and nothing may cancel. */
    @ParameterizedTest
    @ValueSource(doubles = {-1e-3, -1e-9, 1e-9, 1e-3})
    void theBinaryLogarithmIsExactNearOne(double step) {
        // In the step from 1 to x something is rounded, so it is read back from x.
        double x = 1 + step;
        Ulps.assertWithin(4, Function.LOG2.at(x), Math.log1p(x - 1) / Math.log(2), "log2 " + x);
    }

    @ParameterizedTest
    @CsvSource({"4.9e-324, -1074", "2.2250738585072014e-308, -1022", "1.7976931348623157e308, 1024"})
    void theBinaryLogarithmReachesTheEndsOfTheDoubles(double x, double expected) {
        Ulps.assertWithin(2, Function.LOG2.at(x), expected, "log2 " + x);
    }
}
