package org.isoflop.formula;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What {@link VectorCode} calls: functions over arrays, and the two ways between masks and numbers. */
final class VectorLoops {
    /** The widest vectors of this machine, but not more than a group of rows. */
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    static final int LENGTH = SPECIES.length();

    /** Vectors of two have no masks on some machines, and are then slower than no vectors. */
    static final boolean WORTHWHILE = LENGTH >= 4;

    private VectorLoops() {}

    /** Applies a function to the first {@code n} elements, whole lanes; the bits are those of {@link Function#at}. */
    static void call(Function function, double[] x, double[] out, int n) {
        switch (function) {
            case EXP -> VectorElementary.exp(x, out, n);
            case LOG -> VectorElementary.log(x, out, n);
            case SIGMOID -> VectorElementary.sigmoid(x, out, n);
            case SOFTPLUS -> VectorElementary.softplus(x, out, n);
            case TANH -> VectorElementary.tanh(x, out, n);
            case ERF -> VectorElementary.erf(x, out, n);
            default -> BlockMachine.call(function, x, out, n);
        }
    }

    /** {@code a^b} element by element. */
    static void pow(double[] a, double[] b, double[] out, double[] scratch, int n) {
        VectorElementary.pow(a, b, out, scratch, n);
    }

    /** 1 where true, 0 where false. */
    static DoubleVector truth(VectorMask<Double> mask) {
        return DoubleVector.zero(SPECIES).blend(1, mask);
    }

    /** True where the number is neither 0 nor NaN. */
    static VectorMask<Double> isTrue(DoubleVector x) {
        return x.compare(VectorOperators.LT, 0).or(x.compare(VectorOperators.GT, 0));
    }
}
