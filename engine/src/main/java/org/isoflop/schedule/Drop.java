package org.isoflop.schedule;

/**
 * A drop of the learning rate, seen from a later step; several neighbouring ones as one.
 *
 * @param height by how much the rate fell; negative where it rose
 * @param rate the rate after it
 * @param area the rates summed since, the first rate after the drop included
 */
public record Drop(double height, double rate, double area) {}
