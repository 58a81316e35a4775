/**
 * Reports: text, tables, formulas and charts in sections, to be handed to others.
 *
 * <p>A {@link org.isoflop.charts.report.Report} is a value; {@link org.isoflop.charts.report.Html} makes one file of it
 * that needs nothing else, {@link org.isoflop.charts.report.Markdown} a text with pictures. What stands in a report is
 * decided elsewhere.
 */
@NullMarked
package org.isoflop.charts.report;

import org.jspecify.annotations.NullMarked;
