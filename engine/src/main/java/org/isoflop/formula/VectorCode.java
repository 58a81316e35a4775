package org.isoflop.formula;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.Arrays;
import org.isoflop.formula.Program.Instruction;
import org.isoflop.formula.Program.Stage;

/**
 * Compiles a summation to one hidden class whose loops run over SIMD lanes.
 *
 * <p>The class goes over one block of rows in the order of a {@link Schedule}; each loop is a method, so that each is
 * small enough for the JIT. In a loop, whatever is the same for all rows lies in local variables, each sum in one of
 * its own, and every product is added by a fused multiply-add. Rows come in groups of eight: a machine with narrower
 * vectors runs the loop once for each part of the group, so that lane i always sums the rows i, i + 8, i + 16 … and the
 * bits are the same everywhere, and the same as those of the {@link BlockMachine}.
 *
 * <p>Comparisons stay masks within a loop until somebody wants a number. The class is collected with its summation.
 */
final class VectorCode {
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.DoubleVector");
    private static final ClassDesc ANY_VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
    private static final ClassDesc COMPARISON = ClassDesc.of("jdk.incubator.vector.VectorOperators$Comparison");
    private static final ClassDesc LOOPS = ClassDesc.of("org.isoflop.formula.VectorLoops");
    private static final ClassDesc FUNCTION = ClassDesc.of("org.isoflop.formula.Function");
    private static final ClassDesc INTERFACE = ClassDesc.of("org.isoflop.formula.VectorSum");
    private static final ClassDesc SELF = ClassDesc.of("org.isoflop.formula.CompiledSum");
    private static final ClassDesc DOUBLES = CD_double.arrayType();

    private static final MethodTypeDesc BINARY = MethodTypeDesc.of(VECTOR, ANY_VECTOR);
    private static final MethodTypeDesc UNARY = MethodTypeDesc.of(VECTOR);
    private static final MethodTypeDesc FROM_ARRAY = MethodTypeDesc.of(VECTOR, SPECIES, DOUBLES, CD_int);
    private static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(CD_void, DOUBLES, CD_int);

    /** Of {@link VectorSum#add} and of every loop: columns, from, n, values, scalars, lanes. */
    private static final MethodTypeDesc SIGNATURE =
            MethodTypeDesc.of(CD_void, DOUBLES.arrayType(), CD_int, CD_int, DOUBLES.arrayType(), DOUBLES, DOUBLES);

    private final Program program;
    private final int[] left;
    private final int[] right;
    private final Schedule schedule;

    private VectorCode(Program program, int[] left, int[] right) {
        this.program = program;
        this.left = left;
        this.right = right;
        schedule = new Schedule(program, left, right);
    }

    /** The code that adds {@code left[k] * right[k]} to sum k, for every row of a block. */
    static VectorSum compile(Program program, int[] left, int[] right) {
        byte[] bytes = new VectorCode(program, left, right).build();
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (VectorSum) lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("compiled code was refused", e);
        }
    }

    private byte[] build() {
        return ClassFile.of().build(SELF, type -> {
            type.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC).withInterfaceSymbols(INTERFACE);
            type.withMethodBody(
                    INIT_NAME,
                    MTD_void,
                    0,
                    code -> code.aload(0)
                            .invokespecial(CD_Object, INIT_NAME, MTD_void)
                            .return_());
            type.withMethodBody("add", SIGNATURE, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL, this::steps);
            for (int s = 0; s < schedule.steps().size(); s++) {
                if (schedule.steps().get(s) instanceof Schedule.Step.Loop loop) {
                    type.withMethodBody(
                            "loop" + s,
                            SIGNATURE,
                            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                            code -> new LoopCode(loop, code).method());
                }
            }
        });
    }

    /** One call per step. */
    private void steps(CodeBuilder code) {
        for (int s = 0; s < schedule.steps().size(); s++) {
            switch (schedule.steps().get(s)) {
                case Schedule.Step.Loop _ ->
                    code.aload(1)
                            .iload(2)
                            .iload(3)
                            .aload(4)
                            .aload(5)
                            .aload(6)
                            .invokestatic(SELF, "loop" + s, SIGNATURE);
                case Schedule.Step.Apply(var place) -> apply(code, place);
            }
        }
        code.return_();
    }

    /** A function reads arrays: what is not in one yet is put there. */
    private void apply(CodeBuilder code, int place) {
        program.arguments(place).forEach(a -> {
            if (program.stage(a).isColumn()) {
                code.aload(1)
                        .loadConstant(Arrays.binarySearch(program.prepared(), a))
                        .aaload()
                        .iload(2);
                value(code, a);
                code.iconst_0()
                        .iload(3)
                        .invokestatic(
                                ClassDesc.of("java.lang.System"),
                                "arraycopy",
                                MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int));
            } else if (program.stage(a) == Stage.CALL) {
                value(code, a);
                code.iconst_0()
                        .iload(3)
                        .aload(5)
                        .loadConstant(Arrays.binarySearch(program.scalars(), a))
                        .daload()
                        .invokestatic(
                                ClassDesc.of("java.util.Arrays"),
                                "fill",
                                MethodTypeDesc.of(CD_void, DOUBLES, CD_int, CD_int, CD_double));
            }
        });
        switch (program.instruction(place)) {
            case Instruction.Call(var function, var a) -> {
                code.getstatic(FUNCTION, function.name(), FUNCTION);
                value(code, a);
                value(code, place);
                code.iload(3)
                        .invokestatic(LOOPS, "call", MethodTypeDesc.of(CD_void, FUNCTION, DOUBLES, DOUBLES, CD_int));
            }
            case Instruction.Binary(var operator, var a, var b) -> {
                value(code, a);
                value(code, b);
                value(code, place);
                value(code, program.size());
                code.iload(3)
                        .invokestatic(
                                LOOPS, "pow", MethodTypeDesc.of(CD_void, DOUBLES, DOUBLES, DOUBLES, DOUBLES, CD_int));
            }
            default -> throw new IllegalStateException("not a function");
        }
    }

    private static void value(CodeBuilder code, int place) {
        code.aload(4).loadConstant(place).aaload();
    }

    /** One loop as a method. */
    private final class LoopCode {
        private static final int COLUMNS = 0;
        private static final int FROM = 1;
        private static final int ROWS = 2;
        private static final int VALUES = 3;
        private static final int SCALARS = 4;
        private static final int LANES = 5;

        private final Schedule.Step.Loop loop;
        private final CodeBuilder code;
        private final int[] inputs;
        /** For each place the local that holds its vector, its mask, or the array it comes from. */
        private final int[] slots = new int[program.size()];

        private final int[] arrays = new int[program.size()];
        private final boolean[] isMask = new boolean[program.size()];
        private final int[] sums;
        private final int part;
        private final int row;

        private LoopCode(Schedule.Step.Loop loop, CodeBuilder code) {
            this.loop = loop;
            this.code = code;
            inputs = schedule.inputs(loop);
            part = code.allocateLocal(TypeKind.INT);
            row = code.allocateLocal(TypeKind.INT);
            sums = new int[loop.sums().size()];
            for (int k = 0; k < sums.length; k++) {
                sums[k] = code.allocateLocal(TypeKind.REFERENCE);
            }
        }

        private void method() {
            loadArrays();
            loadScalars();
            Label again = code.newLabel();
            Label done = code.newLabel();
            code.iconst_0().istore(part);
            code.labelBinding(again);
            code.iload(part).bipush(Kernel.LANES).if_icmpge(done);
            loadSums();
            rows();
            storeSums();
            code.iload(part).getstatic(LOOPS, "LENGTH", CD_int).iadd().istore(part);
            code.goto_(again);
            code.labelBinding(done);
            code.return_();
        }

        private void rows() {
            Label next = code.newLabel();
            Label end = code.newLabel();
            code.iload(part).istore(row);
            code.labelBinding(next);
            code.iload(row).iload(ROWS).if_icmpge(end);
            loadInputs();
            for (int place : loop.instructions()) {
                instruction(place);
                if (schedule.isKept(place, loop)) {
                    keep(place);
                }
            }
            for (int k = 0; k < sums.length; k++) {
                vector(left[loop.sums().get(k)]);
                vector(right[loop.sums().get(k)]);
                code.aload(sums[k])
                        .invokevirtual(VECTOR, "fma", MethodTypeDesc.of(VECTOR, ANY_VECTOR, ANY_VECTOR))
                        .astore(sums[k]);
            }
            code.iinc(row, Kernel.LANES);
            code.goto_(next);
            code.labelBinding(end);
        }

        private void loadArrays() {
            for (int place : inputs) {
                if (program.stage(place).isColumn()) {
                    code.aload(COLUMNS).loadConstant(Arrays.binarySearch(program.prepared(), place));
                    array(place);
                } else if (program.stage(place) == Stage.ROW) {
                    code.aload(VALUES).loadConstant(place);
                    array(place);
                }
            }
            for (int place : loop.instructions()) {
                if (schedule.isKept(place, loop)) {
                    code.aload(VALUES).loadConstant(place);
                    array(place);
                }
            }
        }

        private void array(int place) {
            arrays[place] = code.allocateLocal(TypeKind.REFERENCE);
            code.aaload().astore(arrays[place]);
        }

        /** Each number that is the same for all rows, in every lane of a vector. */
        private void loadScalars() {
            for (int place : inputs) {
                int k = Arrays.binarySearch(program.scalars(), place);
                if (k >= 0) {
                    species();
                    code.aload(SCALARS)
                            .loadConstant(k)
                            .daload()
                            .invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, CD_double));
                    store(place);
                }
            }
        }

        private void loadInputs() {
            for (int place : inputs) {
                boolean isColumn = program.stage(place).isColumn();
                if (isColumn || program.stage(place) == Stage.ROW) {
                    species();
                    code.aload(arrays[place]).iload(row);
                    if (isColumn) {
                        code.iload(FROM).iadd();
                    }
                    code.invokestatic(VECTOR, "fromArray", FROM_ARRAY);
                    store(place);
                }
            }
        }

        private void loadSums() {
            for (int k = 0; k < sums.length; k++) {
                species();
                code.aload(LANES);
                lane(k);
                code.invokestatic(VECTOR, "fromArray", FROM_ARRAY).astore(sums[k]);
            }
        }

        private void storeSums() {
            for (int k = 0; k < sums.length; k++) {
                code.aload(sums[k]).aload(LANES);
                lane(k);
                code.invokevirtual(VECTOR, "intoArray", INTO_ARRAY);
            }
        }

        private void lane(int k) {
            code.loadConstant(loop.sums().get(k) * Kernel.LANES).iload(part).iadd();
        }

        private void species() {
            code.getstatic(LOOPS, "SPECIES", SPECIES);
        }

        private void keep(int place) {
            vector(place);
            code.aload(arrays[place]).iload(row).invokevirtual(VECTOR, "intoArray", INTO_ARRAY);
        }

        private void instruction(int place) {
            switch (program.instruction(place)) {
                case Instruction.Constant _, Instruction.Column _, Instruction.Theta _ ->
                    throw new IllegalStateException("belongs to an earlier stage");
                case Instruction.Negate(var a) -> {
                    vector(a);
                    code.invokevirtual(VECTOR, "neg", UNARY);
                }
                case Instruction.Not(var a) -> {
                    mask(a);
                    code.invokevirtual(MASK, "not", MethodTypeDesc.of(MASK));
                    isMask[place] = true;
                }
                case Instruction.Call(var function, var a) -> {
                    vector(a);
                    code.invokevirtual(VECTOR, function == Function.ABS ? "abs" : "sqrt", UNARY);
                }
                case Instruction.Binary(var operator, var a, var b) -> binary(place, operator, a, b);
                case Instruction.Choose(var condition, var a, var b) -> {
                    vector(b);
                    vector(a);
                    mask(condition);
                    code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY_VECTOR, MASK));
                }
            }
            store(place);
        }

        private void binary(int place, Operator operator, int a, int b) {
            switch (operator) {
                case ADD -> arithmetic("add", a, b);
                case SUBTRACT -> arithmetic("sub", a, b);
                case MULTIPLY -> arithmetic("mul", a, b);
                case DIVIDE -> arithmetic("div", a, b);
                case MIN -> arithmetic("min", a, b);
                case MAX -> arithmetic("max", a, b);
                case LESS -> compare(place, "LT", a, b);
                case AT_MOST -> compare(place, "LE", a, b);
                case GREATER -> compare(place, "GT", a, b);
                case AT_LEAST -> compare(place, "GE", a, b);
                case EQUAL -> compare(place, "EQ", a, b);
                case DIFFERENT -> compare(place, "NE", a, b);
                case AND -> logic(place, "and", a, b);
                case OR -> logic(place, "or", a, b);
                case POWER -> throw new IllegalStateException("a power is a step of its own");
            }
        }

        private void arithmetic(String name, int a, int b) {
            vector(a);
            vector(b);
            code.invokevirtual(VECTOR, name, BINARY);
        }

        private void compare(int place, String name, int a, int b) {
            vector(a);
            code.getstatic(OPERATORS, name, COMPARISON);
            vector(b);
            code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY_VECTOR));
            isMask[place] = true;
        }

        private void logic(int place, String name, int a, int b) {
            mask(a);
            mask(b);
            code.invokevirtual(MASK, name, MethodTypeDesc.of(MASK, MASK));
            isMask[place] = true;
        }

        private void store(int place) {
            slots[place] = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(slots[place]);
        }

        /** Loads a value as numbers: 1 and 0 for a mask. */
        private void vector(int place) {
            code.aload(slots[place]);
            if (isMask[place]) {
                code.invokestatic(LOOPS, "truth", MethodTypeDesc.of(VECTOR, MASK));
            }
        }

        /** Loads a value as a mask: true where the number is not zero. */
        private void mask(int place) {
            code.aload(slots[place]);
            if (!isMask[place]) {
                code.invokestatic(LOOPS, "isTrue", MethodTypeDesc.of(MASK, VECTOR));
            }
        }
    }
}
