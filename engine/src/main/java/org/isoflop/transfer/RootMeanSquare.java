package org.isoflop.transfer;

/** A norm without gains: rows divided by the root of their mean square. */
final class RootMeanSquare {
    private static final double EPS = 1e-12;

    private RootMeanSquare() {}

    static Matrix norm(Matrix x) {
        var y = new Matrix(x.rows, x.columns);
        for (int i = 0; i < x.rows; i++) {
            double root = root(x, i);
            for (int j = 0; j < x.columns; j++) {
                y.values[i * x.columns + j] = x.values[i * x.columns + j] / root;
            }
        }
        return y;
    }

    private static double root(Matrix x, int row) {
        double sum = 0;
        for (int j = 0; j < x.columns; j++) {
            double value = x.values[row * x.columns + j];
            sum += value * value;
        }
        return Math.sqrt(sum / x.columns + EPS);
    }

    /** What flows back through it: {@code (dy - y mean(dy y))/root}. */
    static Matrix back(Matrix dy, Matrix x, Matrix y) {
        var dx = new Matrix(x.rows, x.columns);
        for (int i = 0; i < x.rows; i++) {
            double root = root(x, i);
            double mean = 0;
            for (int j = 0; j < x.columns; j++) {
                mean += dy.values[i * x.columns + j] * y.values[i * x.columns + j] / x.columns;
            }
            for (int j = 0; j < x.columns; j++) {
                int at = i * x.columns + j;
                dx.values[at] = (dy.values[at] - y.values[at] * mean) / root;
            }
        }
        return dx;
    }
}
