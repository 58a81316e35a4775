package org.isoflop.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.formula.Program.Instruction;
import org.isoflop.formula.Program.Stage;

/**
 * The order in which compiled code goes over a block of rows: loops of arithmetic, each as long as one loop may be, and
 * between them the functions, each a loop of its own over an array.
 *
 * <p>The JIT (C2 of JDK 25) spends hundreds of nodes on every vector operation and gives up a method at 80,000. So
 * loops are cut, and what one computes for another passes through an array that stays in the nearest cache.
 */
final class Schedule {
    /** Instructions and sums per loop. */
    private static final int MOST_OPERATIONS = 64;

    sealed interface Step {
        /** A loop of arithmetic: instructions, and sums by their numbers. */
        record Loop(List<Integer> instructions, List<Integer> sums) implements Step {}

        /** A loop of one function. */
        record Apply(int place) implements Step {}
    }

    private final Program program;
    private final int[] left;
    private final int[] right;
    private final int[] depths;
    private final List<Step> steps = new ArrayList<>();

    Schedule(Program program, int[] left, int[] right) {
        this.program = program;
        this.left = left;
        this.right = right;
        depths = new int[program.size()];
        int[] rows = program.places(Stage.ROW);
        for (int place : rows) {
            int depth = program.arguments(place).map(a -> depths[a]).max().orElse(0);
            depths[place] = depth + (isFunction(place) ? 1 : 0);
        }
        int deepest = Arrays.stream(rows).map(p -> depths[p]).max().orElse(0);
        for (int depth = 0; depth <= deepest; depth++) {
            addFunctions(rows, depth);
            addLoops(rows, depth);
        }
    }

    private void addFunctions(int[] rows, int depth) {
        for (int place : rows) {
            if (depths[place] == depth && isFunction(place)) {
                steps.add(new Step.Apply(place));
            }
        }
    }

    private void addLoops(int[] rows, int depth) {
        var instructions = new ArrayList<Integer>();
        for (int place : rows) {
            if (depths[place] == depth && !isFunction(place)) {
                if (instructions.size() == MOST_OPERATIONS) {
                    steps.add(new Step.Loop(List.copyOf(instructions), List.of()));
                    instructions.clear();
                }
                instructions.add(place);
            }
        }
        var sums = new ArrayList<Integer>();
        for (int k = 0; k < left.length; k++) {
            if (Math.max(depths[left[k]], depths[right[k]]) == depth) {
                if (instructions.size() + sums.size() == MOST_OPERATIONS) {
                    steps.add(new Step.Loop(List.copyOf(instructions), List.copyOf(sums)));
                    instructions.clear();
                    sums.clear();
                }
                sums.add(k);
            }
        }
        if (!instructions.isEmpty() || !sums.isEmpty()) {
            steps.add(new Step.Loop(List.copyOf(instructions), List.copyOf(sums)));
        }
    }

    /** Whether an instruction is more than arithmetic, and so has a loop of its own. */
    private boolean isFunction(int place) {
        return switch (program.instruction(place)) {
            case Instruction.Call(var function, var a) -> function != Function.ABS && function != Function.SQRT;
            case Instruction.Binary(var operator, var a, var b) -> operator == Operator.POWER;
            default -> false;
        };
    }

    List<Step> steps() {
        return steps;
    }

    /** Whether an instruction is needed by another step than the given one, and so must be kept in its array. */
    boolean isKept(int place, Step own) {
        return steps.stream().filter(step -> !step.equals(own)).anyMatch(step -> reads(step, place));
    }

    private boolean reads(Step step, int place) {
        return switch (step) {
            case Step.Apply(var applied) -> program.arguments(applied).anyMatch(a -> a == place);
            case Step.Loop(var instructions, var sums) ->
                instructions.stream().anyMatch(i -> program.arguments(i).anyMatch(a -> a == place))
                        || sums.stream().anyMatch(k -> left[k] == place || right[k] == place);
        };
    }

    /** What a loop reads, be it from earlier loops, from columns, or the same for all rows; in order. */
    int[] inputs(Step.Loop loop) {
        IntStream arguments = loop.instructions().stream().flatMapToInt(program::arguments);
        IntStream terms = loop.sums().stream().flatMapToInt(k -> IntStream.of(left[k], right[k]));
        return IntStream.concat(arguments, terms)
                .filter(place -> !loop.instructions().contains(place))
                .distinct()
                .sorted()
                .toArray();
    }
}
