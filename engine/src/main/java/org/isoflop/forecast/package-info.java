/**
 * Questions put to a fit: what loss to expect at a place where there is no run yet, and how sure that is.
 *
 * <p>{@link org.isoflop.forecast.Forecast} answers for the rows of a table with {@link
 * org.isoflop.forecast.Prediction}s. Its intervals know the spread of the parameters and of the runs around the law;
 * they do not know that the law itself may be wrong beyond the runs.
 */
@NullMarked
package org.isoflop.forecast;

import org.jspecify.annotations.NullMarked;
