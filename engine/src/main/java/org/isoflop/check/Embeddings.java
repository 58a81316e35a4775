package org.isoflop.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Role;

/**
 * Embeddings make up much of a small model and little of a large one: whether N counts them moves exponents (Kaplan et
 * al. 2020, figure 6; Pearce and Song 2024, arXiv:2406.12907).
 */
final class Embeddings implements Rule {
    private static final double MUCH = 0.1;

    /** Below this size embeddings are usually a tenth and more. */
    private static final double SMALL = 1e8;

    @Override
    public List<String> codes() {
        return List.of("embeddings");
    }

    @Override
    public List<Objection> look(Case of) {
        Optional<double[]> counted = of.numbers("N");
        if (counted.isEmpty()) {
            return List.of();
        }
        double[] n = counted.get();
        Optional<double[]> bare = Role.WITHOUT_EMBEDDINGS.numbersIn(of.runs());
        if (bare.isEmpty()) {
            long small = IntStream.range(0, n.length).filter(i -> n[i] < SMALL).count();
            return 4 * small < n.length
                    ? List.of()
                    : List.of(
                            new Objection(
                                    "embeddings",
                                    Severity.NOTE,
                                    "%s fewer than 100M parameters, and no column says whether N counts embeddings"
                                            .formatted(Say.count(small, "row has", "rows have")),
                                    "Embeddings are a tenth and more of such models: say which count it is, and plan with the same."));
        }
        int largestShare = -1;
        double most = 0;
        double least = 1;
        for (int i = 0; i < n.length; i++) {
            double share = 1 - bare.get()[i] / n[i];
            if (share > most) {
                most = share;
                largestShare = i;
            }
            least = Math.min(least, Double.isNaN(share) ? 1 : share);
        }
        return most < MUCH
                ? List.of()
                : List.of(new Objection(
                        "embeddings",
                        Severity.CAUTION,
                        "embeddings are %s of N at %s (%s) and %s at the largest"
                                .formatted(
                                        Say.percent(most),
                                        Say.value("N", n[largestShare]),
                                        Say.place(of.runs(), largestShare),
                                        Say.percent(least)),
                        "Exponents depend on the count: fit with --map N=%s too, and compare."
                                .formatted(Role.WITHOUT_EMBEDDINGS.in(of.runs()).orElse("N_no_emb"))));
    }
}
