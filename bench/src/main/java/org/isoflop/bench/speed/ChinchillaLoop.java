package org.isoflop.bench.speed;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Objective and gradient of {@code E + A/N^alpha + B/D^beta} as somebody would write them who needs this law and no
 * other: the yardstick of the compiler.
 *
 * <p>One pass, eight sums in registers, logarithms of the columns taken beforehand. Exponential and logarithm are good
 * to an ulp or so for the numbers that occur here; infinities, NaN and subnormals, which the engine's own get right,
 * are left out.
 */
final class ChinchillaLoop {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471805598903;
    private static final double LN2_LOW = 5.497923018708371e-14;
    private static final double WHOLE = 0x1.8p52;
    private static final double TWO_52_AND_BIAS = 0x1p52 + 1023;
    private static final long MANTISSA = 0x000f_ffff_ffff_ffffL;
    private static final long ONE = 0x3ff0_0000_0000_0000L;
    private static final long TWO_52 = 0x4330_0000_0000_0000L;
    private static final long ROOT_HALF = 0x3fe6_a09e_667f_3bcdL;

    /** {@code (2 atanh(s) - 2 s) / s^3} as a polynomial of s^2 below 0.0295, to 3e-16. */
    private static final double L0 = 0.666666666666667;

    private static final double L1 = 0.39999999999898195;
    private static final double L2 = 0.28571428626570206;
    private static final double L3 = 0.2222221103781659;
    private static final double L4 = 0.18182896183483088;
    private static final double L5 = 0.15331487235865732;
    private static final double L6 = 0.14619343453512615;

    /** {@code 1/n!}: what is left of exp is below 2^-57 for |r| <= log(2)/2. */
    private static final double E2 = 1.0 / 2;

    private static final double E3 = 1.0 / 6;
    private static final double E4 = 1.0 / 24;
    private static final double E5 = 1.0 / 120;
    private static final double E6 = 1.0 / 720;
    private static final double E7 = 1.0 / 5040;
    private static final double E8 = 1.0 / 40320;
    private static final double E9 = 1.0 / 362880;
    private static final double E10 = 1.0 / 3628800;
    private static final double E11 = 1.0 / 39916800;
    private static final double E12 = 1.0 / 479001600;
    private static final double E13 = 1.0 / 6227020800.0;

    private final double[] logN;
    private final double[] logD;
    private final double[] logLoss;
    private final double[] weight;

    ChinchillaLoop(double[] n, double[] d, double[] loss) {
        int padded = (n.length + 7) / 8 * 8;
        logN = logarithms(n, padded);
        logD = logarithms(d, padded);
        logLoss = logarithms(loss, padded);
        weight = new double[padded];
        Arrays.fill(weight, 0, n.length, 1);
    }

    private static double[] logarithms(double[] column, int length) {
        double[] logarithms = new double[length];
        for (int i = 0; i < column.length; i++) {
            logarithms[i] = Math.log(column[i]);
        }
        return logarithms;
    }

    /**
     * With an exponential and a logarithm written out.
     *
     * @param theta E, A, alpha, B, beta, delta
     * @param sums receives the objective and its derivatives by the first five
     */
    void sum(double[] theta, double[] sums) {
        var minusAlpha = DoubleVector.broadcast(SPECIES, -theta[2]);
        var minusBeta = DoubleVector.broadcast(SPECIES, -theta[4]);
        var e = DoubleVector.broadcast(SPECIES, theta[0]);
        var delta = DoubleVector.broadcast(SPECIES, theta[5]);
        var objective = DoubleVector.zero(SPECIES);
        var byE = DoubleVector.zero(SPECIES);
        var byA = DoubleVector.zero(SPECIES);
        var byAlpha = DoubleVector.zero(SPECIES);
        var byB = DoubleVector.zero(SPECIES);
        var byBeta = DoubleVector.zero(SPECIES);
        for (int i = 0; i < weight.length; i += LANES) {
            var n = DoubleVector.fromArray(SPECIES, logN, i);
            var d = DoubleVector.fromArray(SPECIES, logD, i);
            var w = DoubleVector.fromArray(SPECIES, weight, i);
            var a = exp(n.mul(minusAlpha));
            var b = exp(d.mul(minusBeta));
            var predicted = a.lanewise(FMA, theta[1], b.lanewise(FMA, theta[3], e));
            var residual = log(predicted).sub(DoubleVector.fromArray(SPECIES, logLoss, i));
            var psi = residual.max(delta.neg()).min(delta);
            objective = residual.sub(psi.mul(0.5)).mul(psi).fma(w, objective);
            var slope = psi.mul(w).div(predicted);
            a = a.mul(slope);
            b = b.mul(slope);
            byE = byE.add(slope);
            byA = byA.add(a);
            byAlpha = a.fma(n, byAlpha);
            byB = byB.add(b);
            byBeta = b.fma(d, byBeta);
        }
        // One by one: in an array the sums would be boxed in every round of the loop.
        sums[0] = objective.reduceLanes(ADD);
        sums[1] = byE.reduceLanes(ADD);
        sums[2] = byA.reduceLanes(ADD);
        sums[3] = byAlpha.reduceLanes(ADD) * -theta[1];
        sums[4] = byB.reduceLanes(ADD);
        sums[5] = byBeta.reduceLanes(ADD) * -theta[3];
    }

    /** The same with the exponential and the logarithm of the JDK, which change their last bits when the JIT takes over. */
    void sumWithLibrary(double[] theta, double[] sums) {
        var minusAlpha = DoubleVector.broadcast(SPECIES, -theta[2]);
        var minusBeta = DoubleVector.broadcast(SPECIES, -theta[4]);
        var e = DoubleVector.broadcast(SPECIES, theta[0]);
        var delta = DoubleVector.broadcast(SPECIES, theta[5]);
        var objective = DoubleVector.zero(SPECIES);
        var byE = DoubleVector.zero(SPECIES);
        var byA = DoubleVector.zero(SPECIES);
        var byAlpha = DoubleVector.zero(SPECIES);
        var byB = DoubleVector.zero(SPECIES);
        var byBeta = DoubleVector.zero(SPECIES);
        for (int i = 0; i < weight.length; i += LANES) {
            var n = DoubleVector.fromArray(SPECIES, logN, i);
            var d = DoubleVector.fromArray(SPECIES, logD, i);
            var w = DoubleVector.fromArray(SPECIES, weight, i);
            var a = n.mul(minusAlpha).lanewise(VectorOperators.EXP);
            var b = d.mul(minusBeta).lanewise(VectorOperators.EXP);
            var predicted = a.lanewise(FMA, theta[1], b.lanewise(FMA, theta[3], e));
            var residual = predicted.lanewise(VectorOperators.LOG).sub(DoubleVector.fromArray(SPECIES, logLoss, i));
            var psi = residual.max(delta.neg()).min(delta);
            objective = residual.sub(psi.mul(0.5)).mul(psi).fma(w, objective);
            var slope = psi.mul(w).div(predicted);
            a = a.mul(slope);
            b = b.mul(slope);
            byE = byE.add(slope);
            byA = byA.add(a);
            byAlpha = a.fma(n, byAlpha);
            byB = byB.add(b);
            byBeta = b.fma(d, byBeta);
        }
        // One by one: in an array the sums would be boxed in every round of the loop.
        sums[0] = objective.reduceLanes(ADD);
        sums[1] = byE.reduceLanes(ADD);
        sums[2] = byA.reduceLanes(ADD);
        sums[3] = byAlpha.reduceLanes(ADD) * -theta[1];
        sums[4] = byB.reduceLanes(ADD);
        sums[5] = byBeta.reduceLanes(ADD) * -theta[3];
    }

    private static DoubleVector exp(DoubleVector x) {
        var t = x.lanewise(FMA, LOG2_E, WHOLE);
        var k = t.sub(WHOLE);
        var r = k.lanewise(FMA, -LN2_HIGH, x);
        r = k.lanewise(FMA, -LN2_LOW, r);
        var p = r.lanewise(FMA, E13, E12)
                .lanewise(FMA, r, E11)
                .lanewise(FMA, r, E10)
                .lanewise(FMA, r, E9)
                .lanewise(FMA, r, E8)
                .lanewise(FMA, r, E7)
                .lanewise(FMA, r, E6)
                .lanewise(FMA, r, E5)
                .lanewise(FMA, r, E4)
                .lanewise(FMA, r, E3)
                .lanewise(FMA, r, E2)
                .lanewise(FMA, r, 1.0)
                .lanewise(FMA, r, 1.0);
        LongVector exponent = t.reinterpretAsLongs().lanewise(LSHL, 52);
        return p.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
    }

    private static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs().add(ONE - ROOT_HALF);
        var k = bits.lanewise(LSHR, 52)
                .lanewise(OR, TWO_52)
                .reinterpretAsDoubles()
                .sub(TWO_52_AND_BIAS);
        var f = bits.and(MANTISSA).add(ROOT_HALF).reinterpretAsDoubles().sub(1);
        var s = f.div(f.add(2));
        var z = s.mul(s);
        var p = z.lanewise(FMA, L6, L5)
                .lanewise(FMA, z, L4)
                .lanewise(FMA, z, L3)
                .lanewise(FMA, z, L2)
                .lanewise(FMA, z, L1)
                .lanewise(FMA, z, L0);
        var half = f.mul(f).mul(0.5);
        var rest = s.mul(p.lanewise(FMA, z, half));
        rest = k.lanewise(FMA, LN2_LOW, rest).sub(half).add(f);
        return k.lanewise(FMA, LN2_HIGH, rest);
    }
}
