package org.isoflop.training;

import java.util.OptionalDouble;
import org.isoflop.hardware.Cluster;

/**
 * A whole run: so many tokens at a step time.
 *
 * @param job what is trained
 * @param cluster on what
 * @param time of a step
 * @param tokens in all
 */
public record TrainingRun(Job job, Cluster cluster, StepTime time, double tokens) {
    /** Steps, the last one full. */
    public double steps() {
        return Math.ceil(tokens / job.tokensPerStep());
    }

    /** Seconds of all steps, without failures, restarts and evaluations. */
    public double seconds() {
        return steps() * time.total();
    }

    /** Accelerator-hours. */
    public double hours() {
        return cluster.hours(seconds());
    }

    /** US dollars; empty without a price. */
    public OptionalDouble cost() {
        return cluster.cost(seconds());
    }

    /** Kilowatt-hours at full power; empty where the power is not known. */
    public OptionalDouble energy() {
        return cluster.energy(seconds());
    }
}
