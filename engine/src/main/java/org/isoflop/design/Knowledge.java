package org.isoflop.design;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.isoflop.law.Model;

/**
 * What is known of a law before the next runs.
 *
 * @param label what tells it from the other, where there are two; may be empty
 * @param model the law
 * @param logarithmic whether residuals are differences of logarithms
 * @param draws vectors of its parameters, each as likely as the other; the first is the estimate
 * @param still for each parameter whether it rests on a bound
 * @param runs the runs that are there
 * @param weights for each of them how much it counts: less than 1 for checkpoints of one training run
 * @param precision what one more run tells
 * @param misfit how far the truth may drift from the law
 */
public record Knowledge(
        String label,
        Model model,
        boolean logarithmic,
        List<double[]> draws,
        boolean[] still,
        Places runs,
        double[] weights,
        Precision precision,
        Misfit misfit) {

    public Knowledge {
        draws = List.copyOf(draws);
        if (draws.isEmpty() || weights.length != runs.size()) {
            throw new IllegalArgumentException("knowledge without an estimate, or without weights");
        }
    }

    /** A law of which no run has been made. */
    public static Knowledge assumed(Model model, boolean logarithmic, List<double[]> draws, Precision precision) {
        return new Knowledge(
                "",
                model,
                logarithmic,
                draws,
                new boolean[model.parameters().size()],
                Places.none(model.variables().size()),
                new double[0],
                precision,
                Misfit.NONE);
    }

    /**
     * How many tokens per parameter the run has that a target speaks of.
     *
     * @return empty if the target speaks of no run, or the law does not read both
     */
    public OptionalDouble ratio(Target target) {
        double ratio = new Functional(model, logarithmic, target).ratio(estimate());
        return model.variables().containsAll(List.of("N", "D")) && ratio > 0
                ? OptionalDouble.of(ratio)
                : OptionalDouble.empty();
    }

    public double[] estimate() {
        return draws.getFirst();
    }

    /** The same with another opinion on how right the law is. */
    public Knowledge with(Misfit misfit) {
        return new Knowledge(label, model, logarithmic, draws, still, runs, weights, precision, misfit);
    }

    /** The same seen from other draws. */
    public Knowledge at(List<double[]> draws) {
        return new Knowledge(label, model, logarithmic, draws, still, runs, weights, precision, misfit);
    }

    /** The same with a name. */
    public Knowledge labelled(String label) {
        return new Knowledge(label, model, logarithmic, draws, still, runs, weights, precision, misfit);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(draws.getFirst());
    }

    @Override
    public String toString() {
        return "%s over %s".formatted(model.law().id(), runs);
    }
}
