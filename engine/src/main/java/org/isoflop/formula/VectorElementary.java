package org.isoflop.formula;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementary} over arrays, several elements at once: line for line the same operations, so the same bits for
 * every element. What is explained there is not explained again here.
 *
 * <p>Every function takes the first n elements, where n is a multiple of {@link #LANES}, and writes as many; the arrays
 * must be different ones unless said otherwise.
 *
 * <p>The loops are long because a vector must not cross a call: the JIT (C2 of JDK 25) spends some five hundred nodes on
 * each operation of a vector and stops inlining methods other than the JDK's own at eighteen thousand, whereupon
 * vectors become objects on the heap, at five to twenty times the cost. So a loop calls nothing but vector operations,
 * and what needs more than one function goes over the array more than once.
 */
final class VectorElementary {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** How many elements the machine takes at once: a power of two, at most eight. */
    static final int LANES = SPECIES.length();

    private static final double[] ZEROS = new double[LANES];

    private VectorElementary() {}

    /** The only one whose arrays may be the same. */
    static void exp(double[] x, double[] out, int n) {
        exp(x, ZEROS, 0, out, n);
    }

    /** {@code exp(x + low)}, where element i of x goes with element {@code i & mask} of low. */
    private static void exp(double[] x, double[] low, int mask, double[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector t = v.fma(Elementary.LOG2_E, Elementary.WHOLE);
            DoubleVector k = t.sub(Elementary.WHOLE);
            DoubleVector h = k.lanewise(FMA, -Elementary.LN2_HIGH, v);
            DoubleVector l = k.lanewise(FMA, -Elementary.LN2_LOW, DoubleVector.fromArray(SPECIES, low, i & mask));
            DoubleVector s = h.add(1);
            DoubleVector r = h.add(l);
            DoubleVector p = r.fma(Elementary.E11, Elementary.E10)
                    .lanewise(FMA, r, Elementary.E9)
                    .lanewise(FMA, r, Elementary.E8)
                    .lanewise(FMA, r, Elementary.E7)
                    .lanewise(FMA, r, Elementary.E6)
                    .lanewise(FMA, r, Elementary.E5)
                    .lanewise(FMA, r, Elementary.E4)
                    .lanewise(FMA, r, Elementary.E3)
                    .lanewise(FMA, r, 0.5);
            DoubleVector rest = r.mul(r).fma(p, s.broadcast(1.0).sub(s).add(h).add(l));
            LongVector whole = t.reinterpretAsLongs();
            LongVector half = whole.lanewise(LSHL, 51).and(Elementary.EXPONENT);
            LongVector other = whole.lanewise(LSHL, 52).sub(half);
            s.add(rest)
                    .mul(half.reinterpretAsDoubles())
                    .mul(other.reinterpretAsDoubles())
                    .blend(Double.POSITIVE_INFINITY, v.compare(GT, Elementary.EXP_RANGE))
                    .blend(0.0, v.compare(LT, -Elementary.EXP_RANGE))
                    .intoArray(out, i);
        }
    }

    static void log(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
            VectorMask<Double> tiny = v.compare(LT, Double.MIN_NORMAL);
            DoubleVector y = v.blend(v.mul(Elementary.TO_NORMAL), tiny);
            DoubleVector offset = v.broadcast(Elementary.TWO_52 + Elementary.BIAS)
                    .blend(Elementary.TWO_52 + Elementary.TO_NORMAL_BIAS, tiny);
            LongVector bits = y.reinterpretAsLongs().add(Elementary.ONE_BITS - Elementary.THREE_QUARTERS_BITS);
            LongVector whole = bits.lanewise(LSHR, 52).lanewise(OR, Elementary.TWO_52_BITS);
            DoubleVector k = whole.reinterpretAsDoubles().sub(offset);
            LongVector mantissa = bits.and(Elementary.MANTISSA).add(Elementary.THREE_QUARTERS_BITS);
            DoubleVector f = mantissa.reinterpretAsDoubles().sub(1);
            // logSum
            DoubleVector g = f.mul(0.5);
            DoubleVector h = g.mul(f);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector p = z.fma(Elementary.L7, Elementary.L6)
                    .lanewise(FMA, z, Elementary.L5)
                    .lanewise(FMA, z, Elementary.L4)
                    .lanewise(FMA, z, Elementary.L3)
                    .lanewise(FMA, z, Elementary.L2)
                    .lanewise(FMA, z, Elementary.L1)
                    .lanewise(FMA, z, Elementary.L0);
            DoubleVector w = s.mul(z.fma(p, h));
            DoubleVector d = f.sub(h);
            DoubleVector rest = f.sub(d).sub(h).sub(g.fma(f, h.neg()));
            DoubleVector a = k.mul(Elementary.LN2_HIGH);
            DoubleVector sum = a.add(d);
            DoubleVector low = k.lanewise(FMA, Elementary.LN2_LOW, rest).add(w);
            DoubleVector value = sum.add(a.sub(sum).add(d).add(low));
            DoubleVector edge = v.broadcast(Double.NaN).blend(Double.NEGATIVE_INFINITY, v.eq(0));
            value = v.blend(value, v.compare(LT, Double.POSITIVE_INFINITY));
            edge.blend(value, v.compare(GT, 0.0)).intoArray(out, i);
        }
    }

    static void sigmoid(double[] x, double[] out, int n) {
        minusAbs(x, out, n);
        exp(out, out, n);
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector e = DoubleVector.fromArray(SPECIES, out, i);
            DoubleVector one = v.broadcast(1.0);
            DoubleVector d = e.add(1);
            DoubleVector a = one.blend(e, v.compare(LT, 0.0));
            // quotient
            DoubleVector u = one.div(d);
            DoubleVector q = a.mul(u);
            DoubleVector minus = q.neg();
            DoubleVector rest = minus.fma(one.sub(d).add(e), minus.fma(d, a));
            rest.fma(u, q).intoArray(out, i);
        }
    }

    private static void minusAbs(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector.fromArray(SPECIES, x, i).abs().neg().intoArray(out, i);
        }
    }

    static void softplus(double[] x, double[] out, int n) {
        minusAbs(x, out, n);
        exp(out, out, n);
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector e = DoubleVector.fromArray(SPECIES, out, i);
            VectorMask<Double> small = e.compare(LT, 0.5);
            DoubleVector k = v.broadcast(1.0).blend(0.0, small);
            DoubleVector f = e.fma(0.5, -0.5).blend(e, small);
            // logSum
            DoubleVector g = f.mul(0.5);
            DoubleVector h = g.mul(f);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector p = z.fma(Elementary.L7, Elementary.L6)
                    .lanewise(FMA, z, Elementary.L5)
                    .lanewise(FMA, z, Elementary.L4)
                    .lanewise(FMA, z, Elementary.L3)
                    .lanewise(FMA, z, Elementary.L2)
                    .lanewise(FMA, z, Elementary.L1)
                    .lanewise(FMA, z, Elementary.L0);
            DoubleVector w = s.mul(z.fma(p, h));
            DoubleVector d = f.sub(h);
            DoubleVector rest = f.sub(d).sub(h).sub(g.fma(f, h.neg()));
            DoubleVector a = k.mul(Elementary.LN2_HIGH);
            DoubleVector sum = a.add(d);
            DoubleVector low = k.lanewise(FMA, Elementary.LN2_LOW, rest).add(w);
            DoubleVector value = sum.add(a.sub(sum).add(d).add(low));
            v.broadcast(0.0).blend(v, v.compare(GT, 0.0)).add(value).intoArray(out, i);
        }
    }

    static void tanh(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector a = v.abs();
            DoubleVector y = a.add(a).blend(44.0, a.compare(GT, 22.0));
            DoubleVector t = y.fma(Elementary.LOG2_E, Elementary.WHOLE);
            DoubleVector k = t.sub(Elementary.WHOLE);
            DoubleVector h = k.lanewise(FMA, -Elementary.LN2_HIGH, y);
            DoubleVector l = k.mul(-Elementary.LN2_LOW);
            DoubleVector s = h.add(1);
            DoubleVector r = h.add(l);
            DoubleVector p = r.fma(Elementary.E11, Elementary.E10)
                    .lanewise(FMA, r, Elementary.E9)
                    .lanewise(FMA, r, Elementary.E8)
                    .lanewise(FMA, r, Elementary.E7)
                    .lanewise(FMA, r, Elementary.E6)
                    .lanewise(FMA, r, Elementary.E5)
                    .lanewise(FMA, r, Elementary.E4)
                    .lanewise(FMA, r, Elementary.E3)
                    .lanewise(FMA, r, 0.5);
            DoubleVector rest = r.mul(r).fma(p, s.broadcast(1.0).sub(s).add(h).add(l));
            LongVector whole = t.reinterpretAsLongs().lanewise(LSHL, 52).sub(Elementary.ONE_BITS);
            DoubleVector power = whole.reinterpretAsDoubles();
            DoubleVector b = s.mul(power);
            DoubleVector c = b.sub(1);
            DoubleVector small = rest.fma(power, b.sub(c).sub(1));
            DoubleVector e = c.add(small);
            DoubleVector low = c.sub(e).add(small);
            DoubleVector d = e.add(2);
            // quotient
            DoubleVector u = v.broadcast(1.0).div(d);
            DoubleVector q = e.mul(u);
            DoubleVector minus = q.neg();
            DoubleVector lost = minus.fma(
                    v.broadcast(2.0).sub(d).add(e).add(low), minus.fma(d, e).add(low));
            LongVector value = lost.fma(u, q).reinterpretAsLongs();
            LongVector sign = v.reinterpretAsLongs().and(Elementary.SIGN);
            value.lanewise(OR, sign).reinterpretAsDoubles().intoArray(out, i);
        }
    }

    static void erf(double[] x, double[] out, int n) {
        logErfc(x, out, n);
        exp(out, out, n);
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector z = v.mul(v);
            DoubleVector p = z.fma(Elementary.S11, Elementary.S10)
                    .lanewise(FMA, z, Elementary.S9)
                    .lanewise(FMA, z, Elementary.S8)
                    .lanewise(FMA, z, Elementary.S7)
                    .lanewise(FMA, z, Elementary.S6)
                    .lanewise(FMA, z, Elementary.S5)
                    .lanewise(FMA, z, Elementary.S4)
                    .lanewise(FMA, z, Elementary.S3)
                    .lanewise(FMA, z, Elementary.S2)
                    .lanewise(FMA, z, Elementary.S1)
                    .lanewise(FMA, z, Elementary.S0);
            DoubleVector near = p.fma(v, v);
            DoubleVector far = v.broadcast(1.0).sub(DoubleVector.fromArray(SPECIES, out, i));
            LongVector sign = v.reinterpretAsLongs().and(Elementary.SIGN);
            LongVector signed = far.reinterpretAsLongs().lanewise(OR, sign);
            signed.reinterpretAsDoubles().blend(near, v.abs().compare(LT, 1.0)).intoArray(out, i);
        }
    }

    private static void logErfc(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i).abs();
            DoubleVector a = v.blend(6.0, v.compare(GT, 6.0));
            DoubleVector p = a.fma(Elementary.T17, Elementary.T16)
                    .lanewise(FMA, a, Elementary.T15)
                    .lanewise(FMA, a, Elementary.T14)
                    .lanewise(FMA, a, Elementary.T13)
                    .lanewise(FMA, a, Elementary.T12)
                    .lanewise(FMA, a, Elementary.T11)
                    .lanewise(FMA, a, Elementary.T10)
                    .lanewise(FMA, a, Elementary.T9)
                    .lanewise(FMA, a, Elementary.T8)
                    .lanewise(FMA, a, Elementary.T7)
                    .lanewise(FMA, a, Elementary.T6)
                    .lanewise(FMA, a, Elementary.T5)
                    .lanewise(FMA, a, Elementary.T4)
                    .lanewise(FMA, a, Elementary.T3)
                    .lanewise(FMA, a, Elementary.T2)
                    .lanewise(FMA, a, Elementary.T1)
                    .lanewise(FMA, a, Elementary.T0);
            p.neg().intoArray(out, i);
        }
    }

    /** Needs a fourth array to write to, all of them different. */
    static void pow(double[] a, double[] b, double[] out, double[] scratch, int n) {
        powQuotient(a, out, scratch, n);
        powLog(a, out, scratch, n);
        powProduct(b, out, scratch, n);
        exp(out, scratch, -1, out, n);
        boolean plain = powSmall(a, b, out, n);
        for (int i = 0; !plain && i < n; i++) {
            out[i] = Elementary.pow(a[i], b[i]);
        }
    }

    /** Writes the two parts of (m - 1) / (m + 1) for the mantissa m of a. */
    private static void powQuotient(double[] a, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, a, i);
            LongVector bits = v.reinterpretAsLongs().add(Elementary.ONE_BITS - Elementary.ROOT_HALF_BITS);
            DoubleVector m =
                    bits.and(Elementary.MANTISSA).add(Elementary.ROOT_HALF_BITS).reinterpretAsDoubles();
            DoubleVector d = m.add(1);
            DoubleVector u = v.broadcast(1.0).div(d);
            DoubleVector f = m.sub(1);
            DoubleVector s = f.mul(u);
            DoubleVector t = s.neg().fma(d, f).sub(s.mul(m.sub(d.sub(1)))).mul(u);
            s.intoArray(high, i);
            t.intoArray(low, i);
        }
    }

    /** Replaces that by the two parts of log(a). */
    private static void powLog(double[] a, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i += LANES) {
            LongVector bits = DoubleVector.fromArray(SPECIES, a, i).reinterpretAsLongs();
            LongVector whole = bits.add(Elementary.ONE_BITS - Elementary.ROOT_HALF_BITS)
                    .lanewise(LSHR, 52)
                    .lanewise(OR, Elementary.TWO_52_BITS);
            DoubleVector k = whole.reinterpretAsDoubles().sub(Elementary.TWO_52 + Elementary.BIAS);
            DoubleVector s = DoubleVector.fromArray(SPECIES, high, i);
            DoubleVector t = DoubleVector.fromArray(SPECIES, low, i);
            DoubleVector z = s.mul(s);
            DoubleVector zl = s.add(s).fma(t, s.fma(s, z.neg()));
            DoubleVector q = z.fma(Elementary.P7, Elementary.P6)
                    .lanewise(FMA, z, Elementary.P5)
                    .lanewise(FMA, z, Elementary.P4)
                    .lanewise(FMA, z, Elementary.P3)
                    .lanewise(FMA, z, Elementary.P2)
                    .lanewise(FMA, z, Elementary.P1)
                    .lanewise(FMA, z, Elementary.P0);
            DoubleVector thirds = k.broadcast(Elementary.TWO_THIRDS);
            DoubleVector c = z.fma(q, thirds);
            DoubleVector cl = zl.fma(q, z.fma(q, thirds.sub(c)).add(Elementary.TWO_THIRDS_LOW));
            DoubleVector p = z.mul(c);
            DoubleVector pl = z.fma(c, p.neg()).add(z.fma(cl, zl.mul(c)));
            DoubleVector v = s.mul(p);
            DoubleVector vl = s.fma(p, v.neg()).add(s.fma(pl, t.mul(p)));
            DoubleVector first = k.mul(Elementary.LN2_HIGH);
            DoubleVector second = first.add(s.add(s));
            DoubleVector sum = second.add(v);
            DoubleVector lost =
                    first.sub(second).add(s.add(s)).add(second.sub(sum).add(v));
            DoubleVector rest =
                    lost.add(k.lanewise(FMA, Elementary.LN2_LOW, t.add(t).add(vl)));
            DoubleVector log = sum.add(rest);
            log.intoArray(high, i);
            sum.sub(log).add(rest).intoArray(low, i);
        }
    }

    /** Replaces that by the two parts of b log(a). */
    private static void powProduct(double[] b, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, b, i);
            DoubleVector log = DoubleVector.fromArray(SPECIES, high, i);
            DoubleVector logLow = DoubleVector.fromArray(SPECIES, low, i);
            DoubleVector y = v.mul(log);
            y.intoArray(high, i);
            v.fma(logLow, v.fma(log, y.neg())).intoArray(low, i);
        }
    }

    /** Puts squares and cubes in place, and says whether all arguments are such as need no special care. */
    private static boolean powSmall(double[] a, double[] b, double[] out, int n) {
        boolean plain = true;
        for (int i = 0; i < n; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, a, i);
            DoubleVector y = DoubleVector.fromArray(SPECIES, b, i);
            DoubleVector square = x.mul(x);
            DoubleVector.fromArray(SPECIES, out, i)
                    .blend(square, y.eq(2))
                    .blend(square.mul(x), y.eq(3))
                    .intoArray(out, i);
            plain &= x.compare(GE, Double.MIN_NORMAL)
                    .and(x.compare(LE, Double.MAX_VALUE))
                    .and(y.abs().compare(LE, Double.MAX_VALUE))
                    .allTrue();
        }
        return plain;
    }
}
