package org.isoflop.formula;

import org.isoflop.formula.Program.Instruction;
import org.isoflop.formula.Program.Stage;

/**
 * What is the same for all rows: constants, and what depends on the parameters alone. A few dozen numbers at most, but
 * for a table of some hundred rows their share of an evaluation is felt; so the usual instructions are told apart by a
 * number and not by their class. For one thread at a time.
 */
final class Scalars {
    private static final double[] NO_PARAMETERS = {};

    private static final int PARAMETER = 0;
    private static final int NEGATIVE = 1;
    private static final int PRODUCT = 2;
    private static final int OTHER = 3;

    private final Program program;
    private final int[] places;
    private final int[] kinds;
    /** The places of arguments; the index of a parameter. */
    private final int[] first;

    private final int[] second;

    /** One per instruction of the program. */
    private final double[] values;

    Scalars(Program program) {
        this.program = program;
        values = new double[program.size()];
        for (int i : program.places(Stage.CONSTANT)) {
            values[i] = value(i, NO_PARAMETERS);
        }
        places = program.places(Stage.CALL);
        kinds = new int[places.length];
        first = new int[places.length];
        second = new int[places.length];
        for (int k = 0; k < places.length; k++) {
            read(k);
        }
    }

    private void read(int k) {
        switch (program.instruction(places[k])) {
            case Instruction.Theta(var index) -> set(k, PARAMETER, index, 0);
            case Instruction.Negate(var a) -> set(k, NEGATIVE, a, 0);
            case Instruction.Binary(var operator, var a, var b)
            when operator == Operator.MULTIPLY -> set(k, PRODUCT, a, b);
            case Instruction.Binary _,
                    Instruction.Constant _,
                    Instruction.Column _,
                    Instruction.Not _,
                    Instruction.Call _,
                    Instruction.Choose _ -> set(k, OTHER, 0, 0);
        }
    }

    private void set(int k, int kind, int a, int b) {
        kinds[k] = kind;
        first[k] = a;
        second[k] = b;
    }

    /** Computes what depends on the parameters. */
    void run(double[] theta) {
        for (int k = 0; k < places.length; k++) {
            values[places[k]] = switch (kinds[k]) {
                case PARAMETER -> theta[first[k]];
                case NEGATIVE -> -values[first[k]];
                case PRODUCT -> values[first[k]] * values[second[k]];
                default -> value(places[k], theta);
            };
        }
    }

    /** The value at a place, as of the last run. */
    double value(int place) {
        return values[place];
    }

    private double value(int place, double[] theta) {
        return switch (program.instruction(place)) {
            case Instruction.Constant(var value) -> value;
            case Instruction.Theta(var index) -> theta[index];
            case Instruction.Column _ -> throw new IllegalStateException("a column is not a scalar");
            case Instruction.Negate(var a) -> -values[a];
            case Instruction.Not(var a) -> BlockMachine.isTrue(values[a]) ? 0 : 1;
            case Instruction.Call(var function, var a) -> function.at(values[a]);
            case Instruction.Binary(var operator, var a, var b) -> operator.at(values[a], values[b]);
            case Instruction.Choose(var c, var a, var b) -> BlockMachine.isTrue(values[c]) ? values[a] : values[b];
        };
    }
}
