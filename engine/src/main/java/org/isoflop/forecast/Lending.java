package org.isoflop.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.isoflop.fit.Search;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Interpreter;
import org.isoflop.law.Law;
import org.isoflop.law.Prior;
import org.isoflop.uncertainty.Intervals;

/**
 * What the groups of one table lend each other: the quantities of which a law has a prior, its exponents mostly. Runs of
 * one family tell little about an exponent, runs of several that were trained alike tell more.
 *
 * <p>With {@code q_h} the estimate in group h and {@code s_h} its standard error, the groups' own values scatter around a
 * common mean with the variance tau^2, and the prior of the literature, {@code normal(m, d)}, is what is known of that mean
 * beforehand:
 *
 * <pre>
 *   q_h ~ normal(mu, sqrt(tau^2 + s_h^2)),   mu ~ normal(m, d)
 * </pre>
 *
 * <p>A group that borrows believes {@code normal(E mu, sqrt(tau^2 + Var mu))}, from the other groups alone. tau^2 is the
 * scatter that their errors leave over, averaged with {@code (d/2)^2} as if that were one group more: groups of one table
 * are more alike than laboratories are (empirical Bayes; DerSimonian and Laird 1986).
 *
 * @param others back-tests of the other groups, each by itself
 */
public record Lending(List<Backtest> others) {

    /** No other groups. */
    public static final Lending NONE = new Lending(List.of());

    /** Groups of one table differ by this share of what published fits do. */
    private static final double ALIKE = 0.5;

    public Lending {
        others = List.copyOf(others);
    }

    /** What one group knows of a quantity. */
    private record Loan(double value, double error) {}

    /**
     * The priors of a law for the group that borrows.
     *
     * @param edge the largest size of runs that may be looked at, so that a back-test learns nothing from beyond its cut
     */
    List<Prior> priors(Law law, double edge) {
        List<Fitted> fits = others.stream()
                .flatMap(other -> below(other, law, edge).stream())
                .toList();
        return fits.isEmpty()
                ? law.priors()
                : law.priors().stream().map(prior -> lent(prior, fits)).toList();
    }

    /** The fit of a law to the runs of a group up to a size, if there are enough of them. */
    private static Optional<Fitted> below(Backtest group, Law law, double edge) {
        Optional<Track> track = group.tracks().stream()
                .filter(t -> t.law().id().equals(law.id()))
                .findFirst();
        if (track.isEmpty()) {
            return Optional.empty();
        }
        double largest = Arrays.stream(group.sizes()).max().orElse(Double.NaN);
        int cut = group.cuts().size();
        while (cut >= 0
                && (cut == group.cuts().size() ? largest : group.cuts().get(cut).edge()) > edge) {
            cut--;
        }
        return cut < 0 ? Optional.empty() : track.get().at(cut);
    }

    private static Prior lent(Prior prior, List<Fitted> fits) {
        var loans = new ArrayList<Loan>();
        fits.forEach(fit -> loan(prior, fit).ifPresent(loans::add));
        double known = prior.deviation() * prior.deviation();
        double between = between(loans, ALIKE * ALIKE * known);
        double precision = 1 / known;
        double sum = prior.mean() / known;
        for (Loan loan : loans) {
            double weight = 1 / (between + loan.error() * loan.error());
            precision += weight;
            sum += weight * loan.value();
        }
        return loans.isEmpty()
                ? prior
                : new Prior(prior.quantity(), rounded(sum / precision), rounded(Math.sqrt(between + 1 / precision)));
    }

    /** To as many digits as a person would write of a belief. */
    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(3)).doubleValue();
    }

    private static Optional<Loan> loan(Prior prior, Fitted fitted) {
        Search fit = fitted.searches().getFirst();
        Expr quantity = prior.in(fit.fit().model());
        ToDoubleFunction<double[]> value = theta -> Interpreter.value(quantity, new double[0], theta);
        int[] unitOf = fitted.dependence(fit.fit().residuals()).unitOf();
        double error = new Intervals.Delta(fit.sandwich(unitOf), fit.fit().theta()).standardError(value);
        double estimate = value.applyAsDouble(fit.fit().theta());
        return Double.isFinite(estimate) && Double.isFinite(error)
                ? Optional.of(new Loan(estimate, error))
                : Optional.empty();
    }

    /** The variance between groups, from what their errors leave over of their scatter and from what is usual. */
    private static double between(List<Loan> loans, double usual) {
        double mean = loans.stream().mapToDouble(Loan::value).average().orElse(0);
        double scatter = loans.stream()
                .mapToDouble(loan -> (loan.value() - mean) * (loan.value() - mean))
                .sum();
        double errors = loans.stream()
                .mapToDouble(loan -> loan.error() * loan.error())
                .average()
                .orElse(0);
        int freedom = Math.max(0, loans.size() - 1);
        return (usual + Math.max(0, scatter - freedom * errors)) / (1 + freedom);
    }
}
