package org.isoflop.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/**
 * A simulated table of runs: the additive law with exponents of the usual size, and something wrong with it.
 *
 * @param truth what is wrong with the law
 * @param noise what is wrong with the runs
 * @param runs N, D and loss
 */
public record World(Truth truth, Noise noise, Runs runs) {

    /** How the loss really depends on N and D. */
    public enum Truth {
        ADDITIVE("additive"),
        JOINT("shortages joined"),
        DRIFT("exponents drift"),
        SMALL("smallest models worse"),
        WARM_UP("short runs worse"),
        INTERACTION("a term of N and D"),
        BROKEN("exponent of D changes"),
        EMBEDDINGS("N with embeddings"),
        UNTUNED("some runs under-tuned"),
        FLOOR("floor much lower");

        private final String text;

        Truth(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** How runs scatter around it. */
    public enum Noise {
        EVEN,
        SHRINKING,
        HEAVY,
        BY_SIZE
    }

    /** The parameters of the additive law: terms are those of 1B parameters and 20B tokens. */
    private record Base(double floor, double sizeTerm, double alpha, double dataTerm, double beta) {
        static Base drawn(SplittableRandom random) {
            return new Base(
                    random.nextDouble(1.3, 2.2),
                    logUniform(random, 0.1, 0.6),
                    random.nextDouble(0.25, 0.5),
                    logUniform(random, 0.1, 0.6),
                    random.nextDouble(0.25, 0.5));
        }

        double ofSize(double n) {
            return sizeTerm * Math.pow(n / 1e9, -alpha);
        }

        double ofData(double d) {
            return dataTerm * Math.pow(d / 2e10, -beta);
        }
    }

    /** The world of a number: the same number, the same world. */
    public static World of(int number) {
        return of(number, 1);
    }

    /** A larger table: its places are drawn so many times. */
    public static World of(int number, int times) {
        var random = new SplittableRandom(7919L * number + 13);
        Truth truth = Truth.values()[number % Truth.values().length];
        Noise noise = Noise.values()[random.nextInt(Noise.values().length)];
        int kind = random.nextInt(4);
        List<double[]> places = places(kind, random);
        for (int k = 1; k < times; k++) {
            places.addAll(places(kind, random));
        }
        DoubleBinaryOperator loss = loss(truth, Base.drawn(random), random);
        double[][] columns = new double[3][places.size()];
        for (int i = 0; i < places.size(); i++) {
            columns[0][i] = places.get(i)[0];
            columns[1][i] = places.get(i)[1];
            columns[2][i] = loss.applyAsDouble(columns[0][i], columns[1][i]);
        }
        scatter(noise, truth, columns, random);
        return new World(
                truth,
                noise,
                Runs.of(
                        List.of(
                                new Column.Numbers("N", columns[0]),
                                new Column.Numbers("D", columns[1]),
                                new Column.Numbers("loss", columns[2])),
                        Origin.of("world " + number)));
    }

    private static double logUniform(SplittableRandom random, double low, double high) {
        return Math.exp(random.nextDouble(Math.log(low), Math.log(high)));
    }

    /** N and D as people choose them: budgets, a grid, multiples of tokens per parameter, or as it came. */
    private static List<double[]> places(int kind, SplittableRandom random) {
        var places = new ArrayList<double[]>();
        switch (kind) {
            case 0 -> {
                for (int b = 0; b < 10; b++) {
                    double budget = 6e18 * Math.pow(10, 0.33 * b);
                    for (int k = 0; k < 9; k++) {
                        double n = Math.sqrt(budget / 180) * Math.exp(random.nextDouble(-1.3, 1.3));
                        places.add(new double[] {n, budget / 6 / n});
                    }
                }
            }
            case 1 -> {
                for (int i = 0; i < 8; i++) {
                    for (int j = 0; j < 8; j++) {
                        double n = 2e7 * Math.pow(2.4, i);
                        double d = 1e9 * Math.pow(2.1, j);
                        if (d / n > 0.5 && d / n < 2000 && random.nextDouble() < 0.85) {
                            places.add(new double[] {n, d});
                        }
                    }
                }
            }
            case 2 -> {
                for (int i = 0; i < 11; i++) {
                    double n = 1.1e7 * Math.pow(1.9, i);
                    for (int k = -2; k <= 5; k++) {
                        if (120 * n * n * Math.pow(2, k) < 3e22 && random.nextDouble() < 0.42) {
                            places.add(new double[] {n, 20 * n * Math.pow(2, k)});
                        }
                    }
                }
            }
            default -> {
                for (int i = 0; i < 55; i++) {
                    double n = logUniform(random, 1e7, logUniform(random, 3e7, 8e9));
                    places.add(new double[] {n, n * logUniform(random, 3, 200)});
                }
            }
        }
        return places;
    }

    private static DoubleBinaryOperator loss(Truth truth, Base base, SplittableRandom random) {
        double u = random.nextDouble();
        DoubleBinaryOperator additive = (n, d) -> base.floor() + base.ofSize(n) + base.ofData(d);
        return switch (truth) {
            case ADDITIVE, UNTUNED -> additive;
            case JOINT -> {
                double gamma = 0.3 + 0.7 * u;
                yield (n, d) -> base.floor()
                        + Math.pow(Math.pow(base.ofSize(n), 1 / gamma) + Math.pow(base.ofData(d), 1 / gamma), gamma);
            }
            case DRIFT -> {
                double kappa = 0.12 * u - 0.06;
                yield (n, d) -> base.floor()
                        + base.sizeTerm() * Math.exp(-base.alpha() * bent(Math.log(n / 1e9), kappa))
                        + base.dataTerm() * Math.exp(-base.beta() * bent(Math.log(d / 2e10), kappa));
            }
            case SMALL -> (n, d) -> additive.applyAsDouble(n, d) + (0.03 + 0.17 * u) * Math.pow(3e7 / n, 1.5);
            case WARM_UP -> (n, d) -> additive.applyAsDouble(n, d) + 0.5 * Math.pow((1 + 9 * u) * 1e8 / d, 1.3);
            case INTERACTION ->
                (n, d) -> additive.applyAsDouble(n, d) + (0.02 + 0.08 * u) * Math.pow(n / 1e9 * d / 2e10, -0.25);
            case BROKEN ->
                (n, d) -> base.floor()
                        + base.ofSize(n)
                        + 1.3
                                * base.dataTerm()
                                * Math.pow(d / 2e10, -0.6 * base.beta())
                                * Math.pow(1 + Math.pow(d / 3e9, 2), -0.2 * base.beta());
            // A vocabulary of 50,000 and models 128 times as wide as deep.
            case EMBEDDINGS -> (n, d) -> additive.applyAsDouble(withoutEmbeddings(n), d);
            case FLOOR -> {
                double gamma = 0.3 + 0.7 * u;
                yield (n, d) -> 0.35 * base.floor()
                        + 1.2
                                * Math.pow(
                                        Math.pow(4 * base.ofSize(n), 1 / gamma)
                                                + Math.pow(4 * base.ofData(d), 1 / gamma),
                                        0.45 * gamma);
            }
        };
    }

    private static double bent(double x, double kappa) {
        return x * (1 + kappa * x);
    }

    private static double withoutEmbeddings(double n) {
        double body = n;
        for (int k = 0; k < 60; k++) {
            body = Math.max(0.15 * n, n - 0.6 * 50_000 * Math.cbrt(body * 128 / 12));
        }
        return body;
    }

    private static void scatter(Noise noise, Truth truth, double[][] columns, SplittableRandom random) {
        double sigma = logUniform(random, 0.0015, 0.012);
        double shrinks = random.nextDouble(0.08, 0.2);
        double largest = 0;
        for (int i = 0; i < columns[0].length; i++) {
            largest = Math.max(largest, columns[0][i] * columns[1][i]);
        }
        for (int i = 0; i < columns[0].length; i++) {
            double z = random.nextGaussian();
            double share = columns[0][i] * columns[1][i] / largest;
            double residual = switch (noise) {
                case EVEN -> sigma * z;
                case SHRINKING -> sigma * z * Math.pow(share, -shrinks);
                // Student's distribution with two degrees of freedom.
                case HEAVY -> sigma * z / Math.sqrt(-Math.log(1 - random.nextDouble()));
                case BY_SIZE -> sigma * (0.6 * z + ofSize(columns[0][i]));
            };
            boolean lifted = truth == Truth.UNTUNED && random.nextInt(3) == 0;
            columns[2][i] *= Math.exp(residual + (lifted ? 0.02 * Math.abs(random.nextGaussian()) : 0));
        }
    }

    /** What runs of about one size have in common: the same size, the same value. */
    private static double ofSize(double n) {
        return new SplittableRandom(Math.round(3 * Math.log(n))).nextGaussian();
    }
}
