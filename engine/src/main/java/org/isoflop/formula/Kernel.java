package org.isoflop.formula;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Evaluates several trees together at every row of a table. Immutable and shared; an {@link Evaluator} holds the
 * scratch space of one thread.
 */
public final class Kernel {
    /** Rows are evaluated this many at a time. */
    public static final int BLOCK = BlockMachine.BLOCK;

    /** Rows come in groups of this size: the widest vector of doubles. */
    static final int LANES = 8;

    private final Program program;

    private Kernel(Program program) {
        this.program = program;
    }

    /**
     * A kernel with one output per tree.
     *
     * @param trees bound trees
     * @param positive whether the variable of an index is positive in every row; only then may its logarithm be used
     */
    public static Kernel of(List<Expr> trees, IntPredicate positive) {
        return new Kernel(new Program(trees, positive, -1, false));
    }

    /** The same for trees whose products may be computed in another way than written, right to the last bits only. */
    public static Kernel rearranged(List<Expr> trees, IntPredicate positive) {
        return new Kernel(new Program(trees, positive, -1, true));
    }

    /** The number of rows rounded up to whole lanes. */
    static int padded(int rows) {
        return (rows + LANES - 1) / LANES * LANES;
    }

    /**
     * The table's part of the work.
     *
     * @param variables for each variable its values, one per row
     */
    public Prepared prepare(double[][] variables, int rows) {
        return new Prepared(BlockMachine.prepare(program, variables, rows), rows, -1);
    }

    /** Scratch space for one thread. */
    public Evaluator evaluator() {
        return new Evaluator();
    }

    /** Evaluates the kernel; for one thread at a time. */
    public final class Evaluator {
        private final BlockMachine machine = new BlockMachine(program);

        private Evaluator() {}

        /** Sets the parameters for the calls of {@link #rows} to come. */
        public void parameters(double[] theta) {
            machine.parameters(theta);
        }

        /**
         * Evaluates all rows of a table.
         *
         * @param into for each output the array that receives its values
         */
        public void all(Prepared table, double[][] into) {
            int[] outputs = program.outputs();
            for (int from = 0; from < table.rows; from += BLOCK) {
                int n = Math.min(BLOCK, table.rows - from);
                machine.run(table.columns, from, n);
                for (int k = 0; k < outputs.length; k++) {
                    System.arraycopy(machine.values(outputs[k]), 0, into[k], from, n);
                }
            }
        }

        /**
         * Evaluates up to {@link #BLOCK} rows.
         *
         * @return for each output its values in the first {@code n} elements; not to be written to, and overwritten by
         *     the next call
         */
        public double[][] rows(Prepared table, int from, int n) {
            machine.run(table.columns, from, n);
            return Arrays.stream(program.outputs()).mapToObj(machine::values).toArray(double[][]::new);
        }
    }
}
