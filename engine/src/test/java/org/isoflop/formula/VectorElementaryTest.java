package org.isoflop.formula;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scalars and vectors have the same bits: for all kinds of arguments, before and after the JIT has done its work, and
 * on machines with narrower vectors. All NaN count as one.
 */
class VectorElementaryTest {
    private static final int BLOCK = 256;

    /** So many blocks, over and over, until the JIT has done its work. */
    private static final int BLOCKS = 64;

    private static final int ROUNDS = 300;

    /** Of the results of all functions, on every machine. */
    private static final String FINGERPRINT = "493eebd6";

    private static final double[] EDGES = {
        0,
        0.5,
        1,
        2,
        3,
        6,
        22,
        745.2,
        709.79,
        1000,
        0x1p53,
        1e300,
        Double.MIN_VALUE,
        1e-310,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN
    };

    interface Loop {
        void run(double[] a, double[] b, double[] out);
    }

    /** The same function twice; those of one argument ignore b. */
    record Twins(String name, Loop vector, DoubleBinaryOperator scalar) {
        @Override
        public String toString() {
            return name;
        }

        /** The bits of the results for some blocks of arguments, after as many rounds; fails where twins differ. */
        private long[] results(int rounds) {
            var results = new long[BLOCKS * BLOCK];
            double[] out = new double[BLOCK];
            for (int round = 0; round < rounds; round++) {
                var random = new SplittableRandom(30);
                for (int block = 0; block < BLOCKS; block++) {
                    double[] a = arguments(random, block);
                    double[] b = arguments(random, block);
                    vector.run(a, b, out);
                    for (int i = 0; i < BLOCK; i++) {
                        results[block * BLOCK + i] = same(out[i], scalar.applyAsDouble(a[i], b[i]), a[i], b[i]);
                    }
                }
            }
            return results;
        }

        private long same(double vector, double scalar, double a, double b) {
            if (Double.doubleToLongBits(vector) != Double.doubleToLongBits(scalar)) {
                throw new AssertionError(
                        "%s of %s (and %s): vector %s, scalar %s".formatted(this, a, b, vector, scalar));
            }
            return Double.doubleToLongBits(vector);
        }
    }

    static List<Twins> twins() {
        return List.of(
                new Twins("exp", (a, _, out) -> VectorElementary.exp(a, out, BLOCK), (a, _) -> Elementary.exp(a)),
                new Twins("log", (a, _, out) -> VectorElementary.log(a, out, BLOCK), (a, _) -> Elementary.log(a)),
                new Twins(
                        "sigmoid",
                        (a, _, out) -> VectorElementary.sigmoid(a, out, BLOCK),
                        (a, _) -> Elementary.sigmoid(a)),
                new Twins(
                        "softplus",
                        (a, _, out) -> VectorElementary.softplus(a, out, BLOCK),
                        (a, _) -> Elementary.softplus(a)),
                new Twins("tanh", (a, _, out) -> VectorElementary.tanh(a, out, BLOCK), (a, _) -> Elementary.tanh(a)),
                new Twins("erf", (a, _, out) -> VectorElementary.erf(a, out, BLOCK), (a, _) -> Elementary.erf(a)),
                new Twins(
                        "pow",
                        (a, b, out) -> VectorElementary.pow(a, b, out, new double[BLOCK], BLOCK),
                        Elementary::pow));
    }

    /** Every third block has plain numbers only, for the sake of powers, which take another way if one is not. */
    private static double[] arguments(RandomGenerator random, int block) {
        double[] values = new double[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            values[i] = block % 3 == 0 ? plain(random) : any(random);
        }
        return values;
    }

    private static double plain(RandomGenerator random) {
        return random.nextInt(4) == 0 ? random.nextInt(1, 5) : StrictMath.exp(random.nextDouble() * 20 - 10);
    }

    private static double any(RandomGenerator random) {
        double value = switch (random.nextInt(6)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> 1 + StrictMath.scalb(random.nextDouble(), -random.nextInt(60));
            case 3 -> StrictMath.scalb(random.nextDouble(), random.nextInt(-1074, 1024));
            case 4 -> random.nextInt(800);
            default -> random.nextDouble() * 50;
        };
        return random.nextBoolean() ? value : -value;
    }

    /** Some of the rounds are before the JIT has done its work, most after it. */
    @ParameterizedTest
    @MethodSource("twins")
    void hasTheBitsOfItsTwin(Twins twins) {
        long[] cold = twins.results(1);
        assertThat(twins.results(ROUNDS)).isEqualTo(cold);
    }

    @Test
    void haveTheSameBitsOnEveryMachine() {
        assertThat(fingerprint(1)).isEqualTo(FINGERPRINT);
    }

    /** Other machines, as far as this one can play them: other lanes, another instruction set, no JIT. */
    @ParameterizedTest
    @Tag("slow")
    @CsvSource({
        "-XX:MaxVectorSize=64, 80",
        "-XX:MaxVectorSize=32, 80",
        "-XX:UseAVX=2, 80",
        "-XX:MaxVectorSize=16, 80",
        "-XX:MaxVectorSize=8, 5",
        "-Xint, 1"
    })
    void haveTheSameBitsOnOtherMachines(String option, String rounds) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-Xbatch", "--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(option);
        command.add(VectorElementaryTest.class.getName());
        command.add(rounds);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).endsWith(FINGERPRINT);
    }

    /** What another JVM runs: prints the fingerprint of all results. */
    public static void main(String[] args) {
        System.out.println(fingerprint(Integer.parseInt(args[0])));
    }

    private static String fingerprint(int rounds) {
        int hash = 0;
        for (Twins twins : twins()) {
            hash = 31 * hash + Arrays.hashCode(twins.results(rounds));
        }
        return Integer.toHexString(hash);
    }
}
