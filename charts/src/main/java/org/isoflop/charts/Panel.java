package org.isoflop.charts;

import java.util.List;

/**
 * Two scales and what is drawn between them, the last layer on top.
 *
 * @param x from left to right
 * @param y from below
 */
public record Panel(Scale x, Scale y, List<Layer> layers) {
    public Panel {
        layers = List.copyOf(layers);
    }
}
