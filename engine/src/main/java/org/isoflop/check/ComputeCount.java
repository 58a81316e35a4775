package org.isoflop.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Magnitude;
import org.isoflop.runs.Role;

/** FLOPs that are not 6 N D: counted exactly, without embeddings, or in another unit (Pearce and Song 2024). */
final class ComputeCount implements Rule {
    /** Rounding of the columns. */
    private static final double ROUNDING = 0.02;

    @Override
    public List<String> codes() {
        return List.of("compute-count");
    }

    @Override
    public List<Objection> look(Case of) {
        Optional<double[]> c = of.numbers("C");
        Optional<double[]> n = of.numbers("N");
        Optional<double[]> d = of.numbers("D");
        if (c.isEmpty() || n.isEmpty() || d.isEmpty()) {
            return List.of();
        }
        double[] ratios = ratios(c.get(), n.get(), d.get());
        double[] known = Arrays.stream(ratios).filter(Double::isFinite).sorted().toArray();
        if (known.length == 0) {
            return List.of();
        }
        double low = known[known.length / 20];
        double high = known[known.length - 1 - known.length / 20];
        if (low > 1 - ROUNDING && high < 1 + ROUNDING) {
            return List.of();
        }
        boolean same = high / low < 1 + 2 * ROUNDING;
        Optional<double[]> bare = Role.WITHOUT_EMBEDDINGS.numbersIn(of.runs());
        boolean isBare = bare.isPresent() && isOne(ratios(c.get(), bare.get(), d.get()));
        String bareName = Role.WITHOUT_EMBEDDINGS.in(of.runs()).orElse("");
        String message = same
                ? "C is %s times 6 N D in every row".formatted(Magnitude.digits(Say.median(known), 3))
                : "C/(6 N D) runs from %s to %s%s"
                        .formatted(
                                Magnitude.digits(low, 2),
                                Magnitude.digits(high, 2),
                                isBare ? ": C is 6 %s D, and N counts more".formatted(bareName) : "");
        return List.of(
                new Objection(
                        "compute-count",
                        Severity.CAUTION,
                        message,
                        isBare
                                ? "Count both the same way: --map N=%s, or --let \"C = 6*N*D\".".formatted(bareName)
                                : "A plan for FLOPs divides 6 N D: say --let \"C = 6*N*D\" unless C is counted exactly and meant."));
    }

    private static double[] ratios(double[] c, double[] n, double[] d) {
        return IntStream.range(0, c.length)
                .mapToDouble(i -> c[i] / (Case.FLOPS * n[i] * d[i]))
                .toArray();
    }

    private static boolean isOne(double[] ratios) {
        double[] known = Arrays.stream(ratios).filter(Double::isFinite).sorted().toArray();
        return known.length > 0
                && known[known.length / 20] > 1 - ROUNDING
                && known[known.length - 1 - known.length / 20] < 1 + ROUNDING;
    }
}
