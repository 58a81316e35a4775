package org.isoflop.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.isoflop.formula.Program.Instruction;
import org.isoflop.formula.Program.Stage;

/**
 * Evaluates several trees together over the rows of a table.
 *
 * <p>A kernel is immutable and may be shared; an {@link Evaluator} holds the scratch space of one thread. What depends
 * on columns alone is computed once per table by {@link #prepare}.
 */
public final class Kernel {
    /** Rows are evaluated this many at a time, so that what lies between stays in the nearest cache. */
    public static final int BLOCK = 128;

    /** Rows come in groups of this size: the widest vector of doubles. */
    public static final int LANES = 8;

    private final Program program;
    private final int[] prepared;

    private Kernel(Program program) {
        this.program = program;
        this.prepared = findPrepared(program);
    }

    /**
     * A kernel with one output per tree.
     *
     * @param trees bound trees
     * @param positive whether the variable of an index is positive in every row; only then may its logarithm be used
     */
    public static Kernel of(List<Expr> trees, IntPredicate positive) {
        return new Kernel(new Program(trees, positive));
    }

    /** The table's part of the work: instructions of that stage on which a later stage or an output depends. */
    private static int[] findPrepared(Program program) {
        var needed = new ArrayList<Integer>();
        for (int i = 0; i < program.size(); i++) {
            if (program.stage(i) == Stage.TABLE && isNeededLater(program, i)) {
                needed.add(i);
            }
        }
        return needed.stream().mapToInt(i -> i).toArray();
    }

    private static boolean isNeededLater(Program program, int place) {
        if (Arrays.stream(program.outputs()).anyMatch(o -> o == place)) {
            return true;
        }
        for (int i = place + 1; i < program.size(); i++) {
            if (program.stage(i) == Stage.ROW && arguments(program.instruction(i)).contains(place)) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> arguments(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Constant _, Instruction.Column _, Instruction.Theta _ -> List.of();
            case Instruction.Negate(var a) -> List.of(a);
            case Instruction.Not(var a) -> List.of(a);
            case Instruction.Call(var _, var a) -> List.of(a);
            case Instruction.Binary(var _, var a, var b) -> List.of(a, b);
            case Instruction.Choose(var c, var a, var b) -> List.of(c, a, b);
        };
    }

    /** The number of rows rounded up to whole lanes. */
    public static int padded(int rows) {
        return (rows + LANES - 1) / LANES * LANES;
    }

    /** How many outputs there are. */
    public int outputs() {
        return program.outputs().length;
    }

    /**
     * The columns that the kernel reads for each row, computed from those of the table.
     *
     * @param variables for each variable its values, one per row
     */
    public double[][] prepare(double[][] variables, int rows) {
        var columns = new double[program.size()][];
        double[] none = {};
        for (int i = 0; i < program.size(); i++) {
            if (program.stage(i) == Stage.CONSTANT) {
                columns[i] = new double[rows];
                Arrays.fill(columns[i], scalar(i, columns, none));
            } else if (program.stage(i) == Stage.TABLE) {
                columns[i] = program.instruction(i) instanceof Instruction.Column(var index)
                        ? variables[index]
                        : new double[rows];
                execute(program.instruction(i), columns, columns[i], rows);
            }
        }
        return Arrays.stream(prepared).mapToObj(i -> columns[i]).toArray(double[][]::new);
    }

    private double scalar(int place, double[][] values, double[] theta) {
        return switch (program.instruction(place)) {
            case Instruction.Constant(var value) -> value;
            case Instruction.Theta(var index) -> theta[index];
            case Instruction.Column _ -> throw new IllegalStateException("a column is not a scalar");
            case Instruction.Negate(var a) -> -values[a][0];
            case Instruction.Not(var a) -> values[a][0] == 0 ? 1 : 0;
            case Instruction.Call(var function, var a) -> function.at(values[a][0]);
            case Instruction.Binary(var operator, var a, var b) -> operator.at(values[a][0], values[b][0]);
            case Instruction.Choose(var c, var a, var b) -> values[c][0] != 0 ? values[a][0] : values[b][0];
        };
    }

    private static void execute(Instruction instruction, double[][] values, double[] out, int n) {
        switch (instruction) {
            case Instruction.Constant _, Instruction.Theta _, Instruction.Column _ -> {}
            case Instruction.Negate(var a) -> {
                double[] x = values[a];
                for (int i = 0; i < n; i++) {
                    out[i] = -x[i];
                }
            }
            case Instruction.Not(var a) -> {
                double[] x = values[a];
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] == 0 ? 1 : 0;
                }
            }
            case Instruction.Call(var function, var a) -> call(function, values[a], out, n);
            case Instruction.Binary(var operator, var a, var b) -> binary(operator, values[a], values[b], out, n);
            case Instruction.Choose(var c, var a, var b) -> {
                double[] condition = values[c];
                double[] x = values[a];
                double[] y = values[b];
                for (int i = 0; i < n; i++) {
                    out[i] = condition[i] != 0 ? x[i] : y[i];
                }
            }
        }
    }

    private static void call(Function function, double[] x, double[] out, int n) {
        switch (function) {
            case EXP -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Math.exp(x[i]);
                }
            }
            case LOG -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Math.log(x[i]);
                }
            }
            case ABS -> {
                for (int i = 0; i < n; i++) {
                    out[i] = Math.abs(x[i]);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = function.at(x[i]);
                }
            }
        }
    }

    private static void binary(Operator operator, double[] x, double[] y, double[] out, int n) {
        switch (operator) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] + y[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] - y[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] * y[i];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    out[i] = x[i] / y[i];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = operator.at(x[i], y[i]);
                }
            }
        }
    }

    /** Scratch space for one thread. */
    public Evaluator evaluator() {
        return new Evaluator();
    }

    /** Evaluates the kernel; for one thread at a time. */
    public final class Evaluator {
        private final double[][] values = new double[program.size()][];
        private final double[][] windows;

        private Evaluator() {
            for (int i = 0; i < program.size(); i++) {
                values[i] = new double[BLOCK];
                if (program.stage(i) == Stage.CONSTANT) {
                    Arrays.fill(values[i], scalar(i, values, new double[0]));
                }
            }
            windows = Arrays.stream(prepared).mapToObj(i -> values[i]).toArray(double[][]::new);
        }

        /** Sets the parameters for the calls of {@link #rows} to come. */
        public void parameters(double[] theta) {
            for (int i = 0; i < program.size(); i++) {
                if (program.stage(i) == Stage.CALL) {
                    Arrays.fill(values[i], scalar(i, values, theta));
                }
            }
        }

        /**
         * Evaluates up to {@link #BLOCK} rows.
         *
         * @param columns what {@link #prepare} returned, or a selection of its rows
         * @return for each output its values in the first {@code n} elements, the last one repeated up to
         *     {@link #padded}; not to be written to, and overwritten by the next call
         */
        public double[][] rows(double[][] columns, int from, int n) {
            for (int c = 0; c < prepared.length; c++) {
                System.arraycopy(columns[c], from, windows[c], 0, n);
                Arrays.fill(windows[c], n, padded(n), columns[c][from + n - 1]);
            }
            for (int i = 0; i < program.size(); i++) {
                if (program.stage(i) == Stage.ROW) {
                    execute(program.instruction(i), values, values[i], padded(n));
                }
            }
            return Arrays.stream(program.outputs()).mapToObj(o -> values[o]).toArray(double[][]::new);
        }
    }
}
