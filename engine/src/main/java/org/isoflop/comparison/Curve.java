package org.isoflop.comparison;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.law.Model;
import org.isoflop.plan.Allocation;
import org.isoflop.plan.Landscape;
import org.isoflop.plan.Spending;

/** What a law expects along a path, as a function of the scale. */
final class Curve {
    /** How far in log N the three points lie apart through which a parabola is laid, one after the other. */
    private static final double[] WIDTHS = {0.5, 0.2, 0.05};

    /** Beyond this the best N is searched for anew. */
    private static final double FURTHEST = 1.5;

    /** What a law that reads compute beside N and D means by it. */
    private static final Map<String, Expr> COMPUTE = Map.of("C", Landscape.meaning(Formula.parse("6*N*D")));

    private final Model model;
    private final Path path;
    private final double[] rest;
    private final Optional<Allocation> allocation;
    private final double sign;

    /** @param chooses whether it may have a best N and D to find */
    private Curve(Model model, Path path, double[] rest, boolean chooses, double sign) {
        this.model = model;
        this.path = path;
        this.rest = rest;
        this.sign = sign;
        allocation =
                chooses && path instanceof Path.Optimal && model.variables().contains("N")
                        ? Optional.of(Allocation.of(Landscape.of(model, COMPUTE), Spending.TRAINING))
                        : Optional.empty();
    }

    /**
     * The law along a path.
     *
     * @param held the values of variables that are the same everywhere
     * @param higherIsBetter whether values change their sign, so that less is better
     * @throws InputException if the law reads what the path does not tell, or has no best N and D along a path of these
     */
    static Curve of(Model model, Path path, Map<String, Double> held, boolean higherIsBetter) {
        double[] rest = rest(model, path, held);
        if (path instanceof Path.Optimal && model.variables().contains("N") && !Path.Optimal.suits(model)) {
            throw new InputException(
                    "the law %s has no best N and D to be found, since it reads more or less than these"
                            .formatted(model.law().id()),
                    "Compare along a stated path: --path ratio=20.");
        }
        return new Curve(model, path, rest, true, higherIsBetter ? -1 : 1);
    }

    /**
     * The law along a path, at sizes that somebody else chose.
     *
     * @throws InputException if the law reads what the path does not tell
     */
    static Curve following(Model model, Path path, Map<String, Double> held, boolean higherIsBetter) {
        return new Curve(model, path, rest(model, path, held), false, higherIsBetter ? -1 : 1);
    }

    /** The values of the columns that are the same everywhere. */
    private static double[] rest(Model model, Path path, Map<String, Double> held) {
        List<String> variables = model.variables();
        double[] rest = new double[variables.size()];
        for (int j = 0; j < rest.length; j++) {
            String name = variables.get(j);
            if (!tells(path, name)) {
                Double value = held.get(name);
                if (value == null) {
                    throw new InputException(
                            "the law %s reads %s, of which the comparison knows no value"
                                    .formatted(model.law().id(), name),
                            "Say it with the target: --at C=1e24,%s=….".formatted(name));
                }
                rest[j] = value;
            }
        }
        return rest;
    }

    private static boolean tells(Path path, String name) {
        return path instanceof Path.Along(var along)
                ? name.equals(along)
                : name.equals("C") || name.equals("N") || name.equals("D");
    }

    /** What the law expects, with its sign changed where more is better; NaN where there is no best split. */
    double at(double scale, double[] theta) {
        return sign * loss(scale, parameters(scale, theta), theta);
    }

    /** N at a scale; NaN where the law reads none. */
    double parameters(double scale, double[] theta) {
        return allocation
                .map(split -> split.parameters(scale, theta).orElse(Double.NaN))
                .orElseGet(() -> path.parameters(scale));
    }

    /**
     * The same as {@link #at} for parameters near others, whose best N is known: along a budget the loss is nearly a
     * parabola in log N, and a few steps to its vertex are enough, since near it the loss does not change.
     */
    double at(double scale, double[] theta, double near) {
        if (allocation.isEmpty() || !(near > 0)) {
            return at(scale, theta);
        }
        double best = Math.log(near);
        double loss = Double.NaN;
        for (double width : WIDTHS) {
            double left = loss(scale, Math.exp(best - width), theta);
            double middle = loss(scale, Math.exp(best), theta);
            double right = loss(scale, Math.exp(best + width), theta);
            double bend = left - 2 * middle + right;
            double step = 0.5 * width * (left - right) / bend;
            if (!(bend > 0) || Math.abs(step) > FURTHEST) {
                return at(scale, theta);
            }
            best += step;
            // The vertex of the parabola lies as much lower.
            loss = middle - step * step * bend / (2 * width * width);
        }
        return sign * loss;
    }

    /** What the law expects of a run of so many parameters, with its sign changed where more is better. */
    double of(double scale, double parameters, double[] theta) {
        return sign * loss(scale, parameters, theta);
    }

    private double loss(double scale, double n, double[] theta) {
        double[] row = rest.clone();
        for (int j = 0; j < row.length; j++) {
            String name = model.variables().get(j);
            if (path instanceof Path.Along(var along)) {
                row[j] = name.equals(along) ? scale : row[j];
            } else {
                row[j] = switch (name) {
                    case "C" -> scale;
                    case "N" -> n;
                    case "D" -> scale / Path.FLOPS / n;
                    default -> row[j];
                };
            }
        }
        return model.predict(row, theta);
    }
}
