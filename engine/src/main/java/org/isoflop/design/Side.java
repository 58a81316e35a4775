package org.isoflop.design;

/** One law seen from one draw of its parameters, with the runs that are laid. */
final class Side {
    private final Perspective.View view;
    private double[][] inverse = {};
    /** What the fit makes of each step, {@code M^-1 S}. */
    private double[][] absorbed = {};
    /** The error of the target per step of the misfit. */
    private double[] bias = {};

    Side(Perspective.View view) {
        this.view = view;
    }

    /** What is known before any further run, to be added to. */
    Equations before() {
        return view.before().copy();
    }

    double[] target() {
        return view.target();
    }

    void solve(Equations equations) {
        inverse = Symmetric.inverse(equations.information());
        absorbed = equations.absorbed(inverse);
        bias = view.targetSteps().clone();
        for (int j = 0; j < bias.length; j++) {
            bias[j] = -bias[j];
            for (int i = 0; i < inverse.length; i++) {
                bias[j] += view.target()[i] * absorbed[i][j];
            }
        }
    }

    double logDeterminant() {
        return Symmetric.logDeterminant(inverse);
    }

    /** The variance of the target, and the mean square of what the misfit does to it. */
    double error() {
        double sum = Symmetric.dot(view.target(), Symmetric.times(inverse, view.target()));
        for (int j = 0; j < bias.length; j++) {
            sum += view.variances()[j] * bias[j] * bias[j];
        }
        return sum;
    }

    /** How much less the error is when a run that leaves e of the steps moves the target by this factor of it. */
    double straightened(double factor, double[] e) {
        double fall = 0;
        for (int j = 0; j < e.length; j++) {
            double moved = bias[j] + factor * e[j];
            fall += view.variances()[j] * (bias[j] * bias[j] - moved * moved);
        }
        return fall;
    }

    /** The product with the covariance of the parameters. */
    double[] times(double[] f) {
        return Symmetric.times(inverse, f);
    }

    /** What is left of the steps at a place. */
    double[] left(double[] f, double[] z) {
        double[] left = z.clone();
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < left.length; j++) {
                left[j] -= f[i] * absorbed[i][j];
            }
        }
        return left;
    }

    /**
     * Adds a run.
     *
     * @param w its slope times the covariance
     * @param b of the run
     * @param e of the run
     * @param factor its information over {@code 1 + h q}
     */
    void add(double[] w, double b, double[] e, double factor) {
        for (int j = 0; j < e.length; j++) {
            bias[j] += factor * b * e[j];
            for (int i = 0; i < w.length; i++) {
                absorbed[i][j] += factor * w[i] * e[j];
            }
        }
        Symmetric.add(inverse, w, -factor);
    }
}
