/**
 * From answers to charts: one class for each chart there is.
 *
 * <p>Charts of a fit take an {@link org.isoflop.charts.gallery.Evidence} and are listed by {@link
 * org.isoflop.charts.gallery.FitChart}. The others take what they show as columns, {@link
 * org.isoflop.charts.gallery.Curve}s among them, so that whoever has computed them can show them. Titles say the finding,
 * descriptions its numbers.
 */
@NullMarked
package org.isoflop.charts.gallery;

import org.jspecify.annotations.NullMarked;
