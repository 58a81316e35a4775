package org.isoflop.formula;

import static org.isoflop.formula.Expr.call;
import static org.isoflop.formula.Expr.divide;
import static org.isoflop.formula.Expr.multiply;
import static org.isoflop.formula.Expr.negate;
import static org.isoflop.formula.Expr.num;
import static org.isoflop.formula.Expr.square;
import static org.isoflop.formula.Expr.subtract;
import static org.isoflop.formula.Expr.sum;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of one argument in the formula language; each knows its value and its derivative. */
public enum Function {
    EXP {
        @Override
        public double at(double x) {
            return Elementary.exp(x);
        }

        @Override
        Expr slope(Expr x) {
            return call(EXP, x);
        }
    },
    /** Natural logarithm. */
    LOG {
        @Override
        public double at(double x) {
            return Elementary.log(x);
        }

        @Override
        Expr slope(Expr x) {
            return divide(num(1), x);
        }
    },
    LOG2 {
        @Override
        public double at(double x) {
            return Elementary.log2(x);
        }

        @Override
        Expr slope(Expr x) {
            return divide(num(LOG2_E), x);
        }
    },
    LOG10 {
        @Override
        public double at(double x) {
            return StrictMath.log10(x);
        }

        @Override
        Expr slope(Expr x) {
            return divide(num(1 / Math.log(10)), x);
        }
    },
    SQRT {
        @Override
        public double at(double x) {
            return Math.sqrt(x);
        }

        @Override
        Expr slope(Expr x) {
            return divide(num(0.5), call(SQRT, x));
        }
    },
    CBRT {
        @Override
        public double at(double x) {
            return StrictMath.cbrt(x);
        }

        @Override
        Expr slope(Expr x) {
            return divide(num(1.0 / 3), square(call(CBRT, x)));
        }
    },
    ABS {
        @Override
        public double at(double x) {
            return Math.abs(x);
        }

        // The sign of x; at zero, where there is no derivative, the slope to the right.
        @Override
        Expr slope(Expr x) {
            return Expr.choose(Expr.compare(Operator.LESS, x, num(0)), num(-1), num(1));
        }
    },
    SIN {
        @Override
        public double at(double x) {
            return StrictMath.sin(x);
        }

        @Override
        Expr slope(Expr x) {
            return call(COS, x);
        }
    },
    COS {
        @Override
        public double at(double x) {
            return StrictMath.cos(x);
        }

        @Override
        Expr slope(Expr x) {
            return negate(call(SIN, x));
        }
    },
    TAN {
        @Override
        public double at(double x) {
            return StrictMath.tan(x);
        }

        @Override
        Expr slope(Expr x) {
            return sum(num(1), square(call(TAN, x)));
        }
    },
    ATAN {
        @Override
        public double at(double x) {
            return StrictMath.atan(x);
        }

        @Override
        Expr slope(Expr x) {
            return divide(num(1), sum(num(1), square(x)));
        }
    },
    TANH {
        @Override
        public double at(double x) {
            return Elementary.tanh(x);
        }

        @Override
        Expr slope(Expr x) {
            return subtract(num(1), square(call(TANH, x)));
        }
    },
    SINH {
        @Override
        public double at(double x) {
            return StrictMath.sinh(x);
        }

        @Override
        Expr slope(Expr x) {
            return call(COSH, x);
        }
    },
    COSH {
        @Override
        public double at(double x) {
            return StrictMath.cosh(x);
        }

        @Override
        Expr slope(Expr x) {
            return call(SINH, x);
        }
    },
    ASINH {
        @Override
        public double at(double x) {
            return Elementary.asinh(x);
        }

        @Override
        Expr slope(Expr x) {
            return divide(num(1), call(SQRT, sum(num(1), square(x))));
        }
    },
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID {
        @Override
        public double at(double x) {
            return Elementary.sigmoid(x);
        }

        // s(x) s(-x) rather than s (1 - s), which cancels for large x.
        @Override
        Expr slope(Expr x) {
            return multiply(call(SIGMOID, x), call(SIGMOID, negate(x)));
        }
    },
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS {
        @Override
        public double at(double x) {
            return Elementary.softplus(x);
        }

        @Override
        Expr slope(Expr x) {
            return call(SIGMOID, x);
        }
    },
    /** The error function. */
    ERF {
        @Override
        public double at(double x) {
            return Elementary.erf(x);
        }

        @Override
        Expr slope(Expr x) {
            return multiply(num(2 / Math.sqrt(Math.PI)), call(EXP, negate(square(x))));
        }
    };

    private static final double LOG2_E = 1 / Math.log(2);

    private static final Map<String, Function> BY_NAME = Stream.concat(
                    Stream.of(values()).map(f -> Map.entry(f.text(), f)),
                    Stream.of(Map.entry("ln", LOG), Map.entry("arctan", ATAN)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The value at {@code x}; NaN outside the domain, never an exception. */
    public abstract double at(double x);

    /** The derivative with respect to the argument, as a tree over the argument {@code x}. */
    abstract Expr slope(Expr x);

    /** The name in the formula language. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Function> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
