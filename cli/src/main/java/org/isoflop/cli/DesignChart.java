package org.isoflop.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.InputException;
import org.isoflop.charts.Chart;
import org.isoflop.charts.gallery.DesignProposals;
import org.isoflop.charts.gallery.Evidence;
import org.isoflop.design.Marginal;
import org.isoflop.design.Target;
import org.isoflop.uncertainty.Draws;

/** The proposed runs on the surface of the law. */
record DesignChart(DesignAnswer answer) {

    Chart chart() {
        DesignSubject subject = answer.subject();
        if (subject.fitted().isEmpty()) {
            throw new InputException(
                    answer.isComparison()
                            ? "the chart shows runs on the surface of one law, and these are for two"
                            : "the chart shows runs on the surface of a law that runs were fitted with, and this one is assumed",
                    "Leave out -o; --save keeps the runs.");
        }
        DesignSubject.Fitted fitted = subject.fitted().get();
        var evidence =
                new Evidence(fitted.fit(), Draws.NONE, answer.level(), Optional.of(fitted.sample()), Optional.empty());
        int n = fitted.fit().model().variables().indexOf("N");
        int d = fitted.fit().model().variables().indexOf("D");
        if (n < 0 || d < 0) {
            throw new InputException(
                    "the chart shows runs over N and D, and %s does not read both"
                            .formatted(fitted.fit().model().law().id()),
                    "Leave out -o; --save keeps the runs.");
        }
        return DesignProposals.of(evidence, column(n), column(d), gain(), target());
    }

    private double[] column(int j) {
        return answer.proposal().runs().stream()
                .map(Marginal::candidate)
                .mapToDouble(candidate -> candidate.row()[j])
                .toArray();
    }

    private double gain() {
        return answer.design().target() instanceof Target.Parameters
                ? Double.NaN
                : 1
                        - answer.proposal().after().total()
                                / answer.proposal().before().total();
    }

    private OptionalDouble target() {
        return switch (answer.design().target()) {
            case Target.Response(var _, var flops) -> OptionalDouble.of(flops);
            case Target.BestResponse(var flops) -> OptionalDouble.of(flops);
            case Target.BestSize(var flops) -> OptionalDouble.of(flops);
            case Target.Parameters() -> OptionalDouble.empty();
        };
    }
}
