package org.isoflop.transfer;

import java.util.SplittableRandom;

/** A dense matrix of rows, as small networks need it; not for anything large. */
final class Matrix {
    final int rows;
    final int columns;
    final double[] values;

    Matrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        values = new double[rows * columns];
    }

    /** Independent normal numbers. */
    static Matrix normal(int rows, int columns, double deviation, SplittableRandom random) {
        var matrix = new Matrix(rows, columns);
        for (int i = 0; i < matrix.values.length; i++) {
            matrix.values[i] = deviation * random.nextGaussian();
        }
        return matrix;
    }

    /** {@code x W'} for the rows of x, times a factor. */
    static Matrix product(Matrix x, Matrix weights, double factor) {
        var y = new Matrix(x.rows, weights.rows);
        for (int i = 0; i < x.rows; i++) {
            for (int j = 0; j < weights.rows; j++) {
                double sum = 0;
                int a = i * x.columns;
                int b = j * x.columns;
                for (int k = 0; k < x.columns; k++) {
                    sum += x.values[a + k] * weights.values[b + k];
                }
                y.values[i * y.columns + j] = factor * sum;
            }
        }
        return y;
    }

    /** What flows back through {@link #product} to x: {@code dy W}, times the factor. */
    static Matrix back(Matrix dy, Matrix weights, double factor) {
        var dx = new Matrix(dy.rows, weights.columns);
        for (int i = 0; i < dy.rows; i++) {
            for (int j = 0; j < weights.rows; j++) {
                double d = factor * dy.values[i * dy.columns + j];
                for (int k = 0; k < weights.columns; k++) {
                    dx.values[i * dx.columns + k] += d * weights.values[j * weights.columns + k];
                }
            }
        }
        return dx;
    }

    /** What flows back to the weights: {@code dy' x}, times the factor. */
    static Matrix gradient(Matrix dy, Matrix x, double factor) {
        var g = new Matrix(dy.columns, x.columns);
        for (int i = 0; i < dy.rows; i++) {
            for (int j = 0; j < dy.columns; j++) {
                double d = factor * dy.values[i * dy.columns + j];
                for (int k = 0; k < x.columns; k++) {
                    g.values[j * g.columns + k] += d * x.values[i * x.columns + k];
                }
            }
        }
        return g;
    }

    Matrix plus(Matrix other, double factor) {
        var sum = new Matrix(rows, columns);
        for (int i = 0; i < values.length; i++) {
            sum.values[i] = values[i] + factor * other.values[i];
        }
        return sum;
    }

    Matrix map(java.util.function.DoubleUnaryOperator function) {
        var mapped = new Matrix(rows, columns);
        for (int i = 0; i < values.length; i++) {
            mapped.values[i] = function.applyAsDouble(values[i]);
        }
        return mapped;
    }

    Matrix times(Matrix other) {
        var product = new Matrix(rows, columns);
        for (int i = 0; i < values.length; i++) {
            product.values[i] = values[i] * other.values[i];
        }
        return product;
    }

    /** The root of the mean square. */
    double rms() {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }
}
