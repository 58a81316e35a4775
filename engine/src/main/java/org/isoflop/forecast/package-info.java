/**
 * Questions put to a fit: what to expect of a run that has not been made yet, and how far to trust the answer.
 *
 * <p>{@link org.isoflop.forecast.Forecast} answers with the spread of the parameters and of runs around the law, and takes
 * the law for right. What that leaves out is learned inside the runs that are there:
 *
 * <pre>
 *   Cut ─► Backtest ─┬─► Calibration ─► Outlook ─► Outlook.Expected
 *                    └─► Selection ──────┘
 * </pre>
 *
 * <p>A {@link org.isoflop.forecast.Backtest} fits laws to the runs below each {@link org.isoflop.forecast.Cut} and predicts
 * those above, as its {@link org.isoflop.forecast.Practice} says. A {@link org.isoflop.forecast.Calibration} learns from
 * the {@link org.isoflop.forecast.Miss}es how much wider than claimed intervals must be, and which way forecasts drift. A
 * {@link org.isoflop.forecast.Selection} ranks the laws and gives each a share. An {@link org.isoflop.forecast.Outlook} is
 * the forecast that comes of it. Reach is always counted as the logarithm of how many times beyond the largest run a
 * place lies, on the {@link org.isoflop.forecast.Axis}.
 *
 * <p>{@link org.isoflop.forecast.Checklist} reads a table and a fit as a careful reviewer would.
 */
@NullMarked
package org.isoflop.forecast;

import org.jspecify.annotations.NullMarked;
