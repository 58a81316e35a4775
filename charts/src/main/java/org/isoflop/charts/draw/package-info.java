/**
 * Charts drawn: as a Vega-Lite specification, as SVG, as PNG, and in a terminal.
 *
 * <p>{@link org.isoflop.charts.draw.Layout} decides for all of them where a chart has its words, axes and panels, so that
 * the same chart looks the same everywhere. {@link org.isoflop.charts.draw.VegaLite} writes specifications of version 5,
 * for a browser; {@link org.isoflop.charts.draw.Svg} and {@link org.isoflop.charts.draw.Png} need none. The same chart
 * gives the same bytes.
 *
 * <p>Pixels count from the upper left corner.
 */
@NullMarked
package org.isoflop.charts.draw;

import org.jspecify.annotations.NullMarked;
