package org.isoflop.fit;

import java.util.Arrays;
import org.isoflop.formula.Kernel;

/**
 * Objective, gradient and curvature of a sum over rows, gathered block by block.
 *
 * <p>{@code near = sum w psi'(r) J J'} is the curvature of the objective without the second derivatives of the law;
 * {@code far = sum w psi(r)/r J J'} that of the least-squares problem with the same gradient, which lies above the
 * objective everywhere. For squared errors they are the same.
 *
 * <p>Sums run over the kernel's lanes in a fixed order, so that they do not depend on the machine.
 */
final class Equations {
    private static final int LANES = Kernel.LANES;

    final int parameters;
    final double[] gradient;
    final double[] near;
    final double[] far;
    double value;

    private final double[] weighed;
    private final double[] weighedNear;
    private final double[] weighedFar;

    Equations(int parameters, int block) {
        this.parameters = parameters;
        gradient = new double[parameters];
        near = new double[Packed.length(parameters)];
        far = new double[Packed.length(parameters)];
        weighed = new double[block];
        weighedNear = new double[block];
        weighedFar = new double[block];
    }

    void clear() {
        value = 0;
        Arrays.fill(gradient, 0);
        Arrays.fill(near, 0);
        Arrays.fill(far, 0);
    }

    /**
     * Adds a block of rows.
     *
     * @param outputs loss, psi, psi', psi/r and one column of the Jacobian per parameter, repeated up to a whole
     *     number of lanes
     */
    void add(double[][] outputs, double[] weights, int from, int n, boolean sameCurvature) {
        int padded = Kernel.padded(n);
        Arrays.fill(weighed, n, padded, 0);
        System.arraycopy(weights, from, weighed, 0, n);
        value += dot(weighed, outputs[0], padded);
        for (int i = 0; i < padded; i++) {
            weighedNear[i] = weighed[i] * Math.max(outputs[2][i], 0);
            weighedFar[i] = weighed[i] * outputs[3][i];
            weighed[i] *= outputs[1][i];
        }
        for (int j = 0; j < parameters; j++) {
            double[] column = outputs[4 + j];
            gradient[j] += dot(weighed, column, padded);
            int row = j * (j + 1) / 2;
            for (int k = 0; k <= j; k++) {
                far[row + k] += dot(weighedFar, column, outputs[4 + k], padded);
                near[row + k] += sameCurvature ? 0 : dot(weighedNear, column, outputs[4 + k], padded);
            }
        }
        if (sameCurvature) {
            System.arraycopy(far, 0, near, 0, far.length);
        }
    }

    private static double dot(double[] a, double[] b, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int i = 0; i < n; i += LANES) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
            s4 += a[i + 4] * b[i + 4];
            s5 += a[i + 5] * b[i + 5];
            s6 += a[i + 6] * b[i + 6];
            s7 += a[i + 7] * b[i + 7];
        }
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
    }

    private static double dot(double[] w, double[] a, double[] b, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int i = 0; i < n; i += LANES) {
            s0 += w[i] * a[i] * b[i];
            s1 += w[i + 1] * a[i + 1] * b[i + 1];
            s2 += w[i + 2] * a[i + 2] * b[i + 2];
            s3 += w[i + 3] * a[i + 3] * b[i + 3];
            s4 += w[i + 4] * a[i + 4] * b[i + 4];
            s5 += w[i + 5] * a[i + 5] * b[i + 5];
            s6 += w[i + 6] * a[i + 6] * b[i + 6];
            s7 += w[i + 7] * a[i + 7] * b[i + 7];
        }
        return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7));
    }
}
