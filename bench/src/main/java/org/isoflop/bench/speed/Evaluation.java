package org.isoflop.bench.speed;

import java.util.Arrays;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.Prepared;
import org.isoflop.formula.Summation;

/** A way to evaluate a workload: objective and gradient at its point, over all rows. */
sealed interface Evaluation {
    /** The ways, by the names that tables give them. */
    static Evaluation of(String way, Workload workload) {
        return switch (way) {
            case "compiled" -> Summed.compiled(workload);
            case "blocks" -> Summed.blocks(workload);
            case "tree" -> new Tree(workload);
            case "by hand" -> new ByHand(workload, false);
            case "by hand, SVML" -> new ByHand(workload, true);
            default -> throw new IllegalArgumentException("no way is called " + way);
        };
    }

    /** The sums, in an array that the next call overwrites. */
    double[] evaluate();

    /** The engine's own, compiled to SIMD loops or run block by block. */
    record Summed(Summation.Summer summer, Prepared table, double[] theta, double[] sums) implements Evaluation {
        static Summed compiled(Workload workload) {
            Summation summation = workload.summation();
            if (!summation.compile()) {
                throw new IllegalStateException("this JVM has no vector module: nothing can be compiled");
            }
            return of(workload, summation);
        }

        /** In a JVM without the vector module, where nothing is ever compiled. */
        static Summed blocks(Workload workload) {
            return of(workload, workload.summation());
        }

        private static Summed of(Workload workload, Summation summation) {
            return new Summed(
                    summation.summer(),
                    summation.prepare(workload.columns(), workload.rows()),
                    workload.theta(),
                    new double[workload.terms().size()]);
        }

        @Override
        public double[] evaluate() {
            summer.sum(table, theta, sums);
            return sums;
        }
    }

    /** The interpreter of the tree, row by row: the oracle of the compiler. */
    record Tree(Workload workload, double[] sums) implements Evaluation {
        Tree(Workload workload) {
            this(workload, new double[workload.terms().size()]);
        }

        @Override
        public double[] evaluate() {
            Arrays.fill(sums, 0);
            double[][] columns = workload.columns();
            double[] row = new double[columns.length];
            Expr psi = workload.terms().getLast().left();
            for (int i = 0; i < workload.rows(); i++) {
                for (int c = 0; c < row.length; c++) {
                    row[c] = columns[c][i];
                }
                double weight = row[workload.weight().index()];
                double slope = Interpreter.value(psi, row, workload.theta());
                for (int k = 0; k < sums.length; k++) {
                    double right = Interpreter.value(workload.terms().get(k).right(), row, workload.theta());
                    sums[k] += (k == 0 ? weight : slope) * right;
                }
            }
            return sums;
        }
    }

    /** What somebody would write who needs the Chinchilla law and no other. */
    record ByHand(ChinchillaLoop loop, double[] theta, boolean library, double[] sums) implements Evaluation {
        ByHand(Workload workload, boolean library) {
            this(
                    new ChinchillaLoop(workload.columns()[0], workload.columns()[1], workload.columns()[2]),
                    workload.theta(),
                    library,
                    new double[workload.terms().size()]);
        }

        @Override
        public double[] evaluate() {
            if (library) {
                loop.sumWithLibrary(theta, sums);
            } else {
                loop.sum(theta, sums);
            }
            return sums;
        }
    }
}
