package org.isoflop.forecast;

import java.util.Optional;
import org.isoflop.uncertainty.Interval;

/**
 * What a law expects of a run.
 *
 * @param estimate the law at the estimated parameters
 * @param run the interval for one new run: the spread of the parameters and of runs around the law; empty when there
 *     are no draws
 * @param curve the interval for the law itself, without the spread of runs around it
 */
public record Prediction(double estimate, Optional<Interval> run, Optional<Interval> curve) {}
