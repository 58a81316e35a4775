/**
 * Charts as values: what is to be seen, before anybody has drawn it.
 *
 * <pre>
 *   fit, back-test, plan …  ─ {@link org.isoflop.charts.gallery} ─►  {@link org.isoflop.charts.Chart}  ─ {@link org.isoflop.charts.draw} ─►  Vega-Lite · SVG · PNG · terminal
 *                                                         │
 *                                                         └─ {@link org.isoflop.charts.report} ─►  HTML · Markdown
 * </pre>
 *
 * <p>A {@link org.isoflop.charts.Chart} is rows of {@link org.isoflop.charts.Panel}s; a panel has two {@link
 * org.isoflop.charts.Scale}s and {@link org.isoflop.charts.Layer}s, whose data are columns of numbers in the units of the
 * scales. Nothing here knows pixels or colours on paper: an {@link org.isoflop.charts.Ink} is a pair of colours, one for
 * a light and one for a dark ground, all of them from palettes that colour-blind readers can tell apart (Okabe and Ito,
 * "Color universal design", 2008; viridis for what is ordered).
 */
@NullMarked
package org.isoflop.charts;

import org.jspecify.annotations.NullMarked;
