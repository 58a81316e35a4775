package org.isoflop.design;

/**
 * The weighted least squares that a fit of the law comes to: what its runs tell of the parameters, and how a misfit of the
 * law gets into them.
 *
 * @param information the sum over runs of {@code h f f'}, and what was known before
 * @param mixing the sum of {@code h f z'}, z being the shares of the steps of the misfit at the run: one column per step
 */
record Equations(double[][] information, double[][] mixing) {

    /** Of no run. */
    Equations(int parameters, int steps) {
        this(new double[parameters][parameters], new double[parameters][steps]);
    }

    /** Adds a run that counts h. */
    void add(double[] f, double[] z, double h) {
        Symmetric.add(information, f, h);
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < z.length; j++) {
                mixing[i][j] += h * f[i] * z[j];
            }
        }
    }

    /** The same, to be added to. */
    Equations copy() {
        return new Equations(copy(information), copy(mixing));
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    /** What a fit makes of each step of the misfit: {@code M^-1 S}, one row per parameter. */
    double[][] absorbed(double[][] inverse) {
        int steps = mixing.length == 0 ? 0 : mixing[0].length;
        double[][] absorbed = new double[mixing.length][steps];
        for (int i = 0; i < absorbed.length; i++) {
            for (int k = 0; k < absorbed.length; k++) {
                for (int j = 0; j < steps; j++) {
                    absorbed[i][j] += inverse[i][k] * mixing[k][j];
                }
            }
        }
        return absorbed;
    }
}
