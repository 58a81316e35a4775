package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;

/** Columns of the law that hardly vary: an exponent from less than a decade is mostly noise. */
final class Ranges implements Rule {
    private static final double DECADE = 10;
    private static final double HARDLY = 3;

    /** What the law reads as a count or an amount; shares and ratios have their own ranges. */
    private static final List<String> AMOUNTS = List.of("N", "D", "C", "N_no_emb", "C_no_emb", "D_unique");

    @Override
    public List<String> codes() {
        return List.of("narrow-range");
    }

    @Override
    public List<Objection> look(Case of) {
        var found = new ArrayList<Objection>();
        of.fitted().ifPresent(fitted -> {
            var variables = fitted.fit().model().variables();
            for (int j = 0; j < variables.size(); j++) {
                String name = variables.get(j);
                double[] values = fitted.sample().columns()[j];
                double low = Arrays.stream(values).filter(v -> v > 0).min().orElse(Double.NaN);
                double high = Arrays.stream(values).max().orElse(Double.NaN);
                if (AMOUNTS.contains(name) && high / low < DECADE) {
                    found.add(new Objection(
                            "narrow-range",
                            high / low < HARDLY ? Severity.GRAVE : Severity.CAUTION,
                            "%s spans a factor of %s only (%s … %s)"
                                    .formatted(
                                            name,
                                            Magnitude.digits(high / low, 2),
                                            Say.value(name, low),
                                            Say.value(name, high)),
                            "Its exponent is mostly a guess: add runs that are ten times smaller or larger."));
                }
            }
        });
        return found;
    }
}
