package org.isoflop.formula;

import java.util.Arrays;
import org.isoflop.formula.Program.Instruction;
import org.isoflop.formula.Program.Stage;

/**
 * Runs a program over blocks of rows, one instruction after the other, each in a loop over the block.
 *
 * <p>Needs no compiling, is quick from the first call, and gives the same bits as {@link VectorCode}: it is what runs
 * on machines without the vector module, and everywhere until a formula has proved to be worth compiling. Between two
 * instructions a block stays in the nearest cache. For one thread at a time.
 */
final class BlockMachine {
    /** Rows per block: the columns of some dozens of instructions fit in the second cache. */
    static final int BLOCK = 256;

    private final Program program;
    private final Scalars scalars;
    private final double[][] values;
    private final int[] calls;
    private final int[] rows;
    private final int[] loads;

    BlockMachine(Program program) {
        this.program = program;
        scalars = new Scalars(program);
        values = new double[program.size() + 1][BLOCK];
        for (int i = 0; i < program.size(); i++) {
            if (program.stage(i) == Stage.CONSTANT) {
                Arrays.fill(values[i], scalars.value(i));
            }
        }
        calls = program.places(Stage.CALL);
        rows = program.places(Stage.ROW);
        loads = program.prepared();
    }

    /** An array for each instruction, and one more for whoever needs it. */
    double[][] values() {
        return values;
    }

    /** The values of an instruction in the block that was run last; not to be written to. */
    double[] values(int place) {
        return values[place];
    }

    /** Computes what depends on the parameters alone. */
    void parameters(double[] theta) {
        scalars.run(theta);
        for (int i : calls) {
            Arrays.fill(values[i], scalars.value(i));
        }
    }

    /** What is the same for all rows, for code that reads it there. */
    Scalars scalars() {
        return scalars;
    }

    /** Runs rows {@code from} to {@code from + n - 1} of the prepared columns. */
    void run(double[][] columns, int from, int n) {
        for (int c = 0; c < loads.length; c++) {
            System.arraycopy(columns[c], from, values[loads[c]], 0, n);
        }
        for (int i : rows) {
            execute(program.instruction(i), values, values[i], n, spare());
        }
    }

    private double[] spare() {
        return values[program.size()];
    }

    /**
     * The columns of a table that a program needs: its instructions of that stage on which later stages depend.
     *
     * @param variables for each variable its values, one per row
     */
    static double[][] prepare(Program program, double[][] variables, int rows) {
        var all = new double[program.size()][];
        var constants = new Scalars(program);
        for (int i = 0; i < program.size(); i++) {
            if (program.stage(i) == Stage.CONSTANT) {
                all[i] = new double[rows];
                Arrays.fill(all[i], constants.value(i));
            } else if (program.stage(i).isColumn()) {
                if (program.instruction(i) instanceof Instruction.Column(var index)) {
                    all[i] = variables[index];
                } else {
                    all[i] = new double[rows];
                    execute(program.instruction(i), all, all[i], rows, new double[rows]);
                }
            }
        }
        return Arrays.stream(program.prepared())
                .mapToObj(i -> Arrays.copyOf(all[i], Kernel.padded(rows)))
                .toArray(double[][]::new);
    }

    private static void execute(Instruction instruction, double[][] values, double[] out, int n, double[] spare) {
        switch (instruction) {
            case Instruction.Constant _, Instruction.Theta _, Instruction.Column _ -> {}
            case Instruction.Negate(var a) -> negate(values[a], out, n);
            case Instruction.Not(var a) -> not(values[a], out, n);
            case Instruction.Call(var function, var a) when function == Function.EXP -> exp(values[a], spare, out, n);
            case Instruction.Call(var function, var a) -> call(function, values[a], out, n);
            case Instruction.Binary(var operator, var a, var b) -> binary(operator, values[a], values[b], out, n);
            case Instruction.Choose(var c, var a, var b) -> choose(values[c], values[a], values[b], out, n);
        }
    }

    /** Neither 0 nor NaN. */
    static boolean isTrue(double x) {
        return x < 0 || x > 0;
    }

    // One method per loop: each is compiled on its own, and soon.

    private static void negate(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -x[i];
        }
    }

    private static void not(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = isTrue(x[i]) ? 0 : 1;
        }
    }

    private static void choose(double[] condition, double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = isTrue(condition[i]) ? x[i] : y[i];
        }
    }

    static void call(Function function, double[] x, double[] out, int n) {
        switch (function) {
            case LOG -> log(x, out, n);
            case ABS -> abs(x, out, n);
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = function.at(x[i]);
                }
            }
        }
    }

    /** In two loops: the JIT makes SIMD code of arithmetic, but not where the bits of a number are taken. */
    private static void exp(double[] x, double[] whole, double[] out, int n) {
        Elementary.exp(x, whole, out, n);
        Elementary.scale(whole, out, n);
    }

    private static void log(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Elementary.log(x[i]);
        }
    }

    private static void abs(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    static void binary(Operator operator, double[] x, double[] y, double[] out, int n) {
        switch (operator) {
            case ADD -> add(x, y, out, n);
            case SUBTRACT -> subtract(x, y, out, n);
            case MULTIPLY -> multiply(x, y, out, n);
            case DIVIDE -> divide(x, y, out, n);
            case AT_MOST -> atMost(x, y, out, n);
            case MIN -> min(x, y, out, n);
            case MAX -> max(x, y, out, n);
            default -> {
                for (int i = 0; i < n; i++) {
                    out[i] = operator.at(x[i], y[i]);
                }
            }
        }
    }

    private static void add(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] + y[i];
        }
    }

    private static void subtract(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] - y[i];
        }
    }

    private static void multiply(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] * y[i];
        }
    }

    private static void divide(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] / y[i];
        }
    }

    private static void atMost(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = x[i] <= y[i] ? 1 : 0;
        }
    }

    private static void min(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(x[i], y[i]);
        }
    }

    private static void max(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], y[i]);
        }
    }
}
