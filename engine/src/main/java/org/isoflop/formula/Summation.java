package org.isoflop.formula;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the rows of a table: each term is the product of two trees. Objective, gradient and curvature of a fit are
 * one summation, in which every shared part is computed once per row and nothing per row is stored.
 *
 * <p>Work begins in a {@link BlockMachine}. A summation that has seen {@value #WORTH_COMPILING} rows is compiled to
 * {@link VectorCode} on a thread of its own, which also runs it until the JIT has done its part: vector code is very
 * slow before. Both give the same bits, so that the moment of the change makes no difference: row i is added to lane
 * i mod 8 of each sum, and lanes are added in a fixed order.
 *
 * <p>Immutable but for that change; shared by threads.
 */
public final class Summation {
    /** Some 0.3 s of the block machine's time, which is about what compiling takes. */
    private static final long WORTH_COMPILING = 10_000_000;

    /** Beyond this compiling takes longer than it saves. */
    private static final int MAX_COMPILED_TERMS = 400;

    private static final int LANES = Kernel.LANES;

    /** The product of two trees. */
    public record Term(Expr left, Expr right) {}

    private record Key(List<Term> terms, Expr.Variable weight, BitSet positive) {}

    private static final Map<Key, SoftReference<Summation>> KNOWN = new ConcurrentHashMap<>();

    private final Program program;
    private final int[] left;
    private final int[] right;
    private final int weight;
    private final LongAdder seen = new LongAdder();
    private final AtomicBoolean compiling = new AtomicBoolean();
    private volatile long enough = WORTH_COMPILING;
    private volatile @Nullable VectorSum compiled;

    private Summation(Program program, int terms, int weight) {
        this.program = program;
        this.left = Arrays.copyOfRange(program.outputs(), 0, terms);
        this.right = Arrays.copyOfRange(program.outputs(), terms, 2 * terms);
        this.weight = weight;
    }

    /**
     * A summation of these terms. One that was asked for before is given again as long as memory allows, so that fits
     * of one law to many tables share what was compiled.
     *
     * @param terms over bound trees; each is multiplied by the weight of its row where its trees contain it
     * @param weight the variable that holds the weight of a row
     * @param positive for each variable whether it is positive in every row; only then may its logarithm be used
     */
    public static Summation of(List<Term> terms, Expr.Variable weight, boolean[] positive) {
        var key = new Key(terms, weight, bits(positive));
        SoftReference<Summation> known = KNOWN.get(key);
        Summation summation = known == null ? null : known.get();
        if (summation == null) {
            summation = make(key);
            KNOWN.values().removeIf(reference -> reference.get() == null);
            KNOWN.put(key, new SoftReference<>(summation));
        }
        return summation;
    }

    private static BitSet bits(boolean[] flags) {
        var bits = new BitSet();
        for (int i = 0; i < flags.length; i++) {
            bits.set(i, flags[i]);
        }
        return bits;
    }

    private static Summation make(Key key) {
        List<Expr> trees = Stream.concat(
                        key.terms().stream().map(Term::left),
                        key.terms().stream().map(Term::right))
                .toList();
        var program = new Program(trees, key.positive()::get, key.weight().index(), true);
        return new Summation(program, key.terms().size(), program.weightColumn());
    }

    /**
     * The table's part of the work.
     *
     * @param variables for each variable its values, one per row
     */
    public Prepared prepare(double[][] variables, int rows) {
        return new Prepared(BlockMachine.prepare(program, variables, rows), rows, weight);
    }

    /** Scratch space for one thread. */
    public Summer summer() {
        return new Summer();
    }

    /** Compiles now and waits until the code runs at speed; for measurements and tests. */
    public boolean compile() {
        if (compiled == null && isCompilable()) {
            compiled = VectorCode.compile(program, left, right);
        }
        return compiled != null;
    }

    private boolean isCompilable() {
        return left.length <= MAX_COMPILED_TERMS && Lanes.available() && VectorLoops.WORTHWHILE;
    }

    private void consider(Prepared table) {
        if (seen.sum() > enough && isCompilable() && compiling.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("isoflop-compiler").start(() -> {
                VectorSum code = VectorCode.compile(program, left, right);
                Summer trial = summer();
                if (Warmth.isQuicker(() -> trial.addFirstBlock(table, code), () -> trial.addFirstBlock(table))) {
                    compiled = code;
                } else {
                    // The JIT may have had more urgent things to do: again when as much work has been done once more.
                    enough = 2 * seen.sum();
                    compiling.set(false);
                }
            });
        }
    }

    /** Numbers that are the same for all rows and are read by the code of a row, with nothing in them yet. */
    private double[] scalars() {
        return new double[program.scalars().length];
    }

    /** Runs the summation; for one thread at a time. */
    public final class Summer {
        private final BlockMachine machine = new BlockMachine(program);
        private final double[] lanes = new double[left.length * LANES];
        private final double[] scalars = scalars();
        private long rows;

        private Summer() {}

        /** How many sums there are. */
        public int terms() {
            return left.length;
        }

        /**
         * The sums over all rows of a table.
         *
         * @param theta the parameters
         * @param sums receives one sum per term
         */
        public void sum(Prepared table, double[] theta, double[] sums) {
            sum(table, theta, sums, left.length);
        }

        /** The first so many sums; what is left of {@code sums} is not to be relied on. */
        public void sum(Prepared table, double[] theta, double[] sums, int terms) {
            Arrays.fill(lanes, 0);
            VectorSum code = compiled;
            if (code == null) {
                machine.parameters(theta);
                addBlocks(table, terms);
                count(table);
            } else {
                machine.scalars().run(theta);
                addBlocks(table, code);
            }
            for (int k = 0; k < terms; k++) {
                sums[k] = reduce(lanes, k * LANES);
            }
        }

        private void addBlocks(Prepared table, VectorSum code) {
            int[] places = program.scalars();
            for (int k = 0; k < scalars.length; k++) {
                scalars[k] = machine.scalars().value(places[k]);
            }
            int padded = Kernel.padded(table.rows);
            for (int from = 0; from < padded; from += BlockMachine.BLOCK) {
                addBlock(table, from, Math.min(BlockMachine.BLOCK, padded - from), code);
            }
        }

        private void addBlocks(Prepared table, int terms) {
            int padded = Kernel.padded(table.rows);
            for (int from = 0; from < padded; from += BlockMachine.BLOCK) {
                addBlock(table, from, Math.min(BlockMachine.BLOCK, padded - from), terms);
            }
        }

        private void addFirstBlock(Prepared table, VectorSum code) {
            addBlock(table, 0, Math.min(BlockMachine.BLOCK, Kernel.padded(table.rows)), code);
        }

        private void addFirstBlock(Prepared table) {
            addBlock(table, 0, Math.min(BlockMachine.BLOCK, Kernel.padded(table.rows)), left.length);
        }

        private void addBlock(Prepared table, int from, int n, VectorSum code) {
            code.add(table.columns, from, n, machine.values(), scalars, lanes);
        }

        private void addBlock(Prepared table, int from, int n, int terms) {
            machine.run(table.columns, from, n);
            int k = 0;
            while (k < terms) {
                double[] a = machine.values(left[k]);
                double[] b = machine.values(right[k]);
                if (k + 1 < terms && left[k] == left[k + 1]) {
                    dots(a, b, machine.values(right[k + 1]), n, lanes, k * LANES);
                    k += 2;
                } else {
                    dot(a, b, n, lanes, k * LANES);
                    k++;
                }
            }
        }

        private void count(Prepared table) {
            rows += table.rows;
            if (rows > 100_000) {
                seen.add(rows);
                rows = 0;
                consider(table);
            }
        }
    }

    /** Adds the products to eight lanes. */
    private static void dot(double[] a, double[] b, int n, double[] lanes, int at) {
        double s0 = lanes[at];
        double s1 = lanes[at + 1];
        double s2 = lanes[at + 2];
        double s3 = lanes[at + 3];
        double s4 = lanes[at + 4];
        double s5 = lanes[at + 5];
        double s6 = lanes[at + 6];
        double s7 = lanes[at + 7];
        for (int i = 0; i < n; i += LANES) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
        }
        lanes[at] = s0;
        lanes[at + 1] = s1;
        lanes[at + 2] = s2;
        lanes[at + 3] = s3;
        lanes[at + 4] = s4;
        lanes[at + 5] = s5;
        lanes[at + 6] = s6;
        lanes[at + 7] = s7;
    }

    /** Two of them at once: what one array and two others give. */
    private static void dots(double[] a, double[] b, double[] c, int n, double[] lanes, int at) {
        double s0 = lanes[at];
        double s1 = lanes[at + 1];
        double s2 = lanes[at + 2];
        double s3 = lanes[at + 3];
        double s4 = lanes[at + 4];
        double s5 = lanes[at + 5];
        double s6 = lanes[at + 6];
        double s7 = lanes[at + 7];
        double t0 = lanes[at + 8];
        double t1 = lanes[at + 9];
        double t2 = lanes[at + 10];
        double t3 = lanes[at + 11];
        double t4 = lanes[at + 12];
        double t5 = lanes[at + 13];
        double t6 = lanes[at + 14];
        double t7 = lanes[at + 15];
        for (int i = 0; i < n; i += LANES) {
            s0 = Math.fma(a[i], b[i], s0);
            t0 = Math.fma(a[i], c[i], t0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            t1 = Math.fma(a[i + 1], c[i + 1], t1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            t2 = Math.fma(a[i + 2], c[i + 2], t2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            t3 = Math.fma(a[i + 3], c[i + 3], t3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            t4 = Math.fma(a[i + 4], c[i + 4], t4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            t5 = Math.fma(a[i + 5], c[i + 5], t5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            t6 = Math.fma(a[i + 6], c[i + 6], t6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
            t7 = Math.fma(a[i + 7], c[i + 7], t7);
        }
        lanes[at] = s0;
        lanes[at + 1] = s1;
        lanes[at + 2] = s2;
        lanes[at + 3] = s3;
        lanes[at + 4] = s4;
        lanes[at + 5] = s5;
        lanes[at + 6] = s6;
        lanes[at + 7] = s7;
        lanes[at + 8] = t0;
        lanes[at + 9] = t1;
        lanes[at + 10] = t2;
        lanes[at + 11] = t3;
        lanes[at + 12] = t4;
        lanes[at + 13] = t5;
        lanes[at + 14] = t6;
        lanes[at + 15] = t7;
    }

    private static double reduce(double[] lanes, int at) {
        double low = (lanes[at] + lanes[at + 4]) + (lanes[at + 2] + lanes[at + 6]);
        double high = (lanes[at + 1] + lanes[at + 5]) + (lanes[at + 3] + lanes[at + 7]);
        return low + high;
    }
}
