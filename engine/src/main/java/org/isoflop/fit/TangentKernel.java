package org.isoflop.fit;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.isoflop.formula.Derivative;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Kernel;
import org.jspecify.annotations.Nullable;

/**
 * The residual of a row and its slope in each parameter as one kernel, made when it is first asked for. Problems over
 * other rows share it: back-tests and groups make hundreds of them.
 */
final class TangentKernel {
    private final Expr residual;
    private final List<Expr.Parameter> leaves;
    private final IntPredicate positive;
    private @Nullable Kernel kernel;

    TangentKernel(Expr residual, List<Expr.Parameter> leaves, IntPredicate positive) {
        this.residual = residual;
        this.leaves = leaves;
        this.positive = positive;
    }

    /** The residual first, then the slopes. */
    synchronized Kernel kernel() {
        Kernel known = kernel;
        if (known == null) {
            Stream<Expr> slopes = leaves.stream().map(p -> Derivative.of(residual, p));
            known = Kernel.rearranged(Stream.concat(Stream.of(residual), slopes).toList(), positive);
            kernel = known;
        }
        return known;
    }
}
