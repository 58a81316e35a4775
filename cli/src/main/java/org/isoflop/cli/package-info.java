/**
 * The {@code isoflop} command: one class per command, options that belong together as mixins, and the texts that people
 * read.
 *
 * <pre>
 *   {@link org.isoflop.cli.Isoflop} ── FitCommand ──── RunsOptions, LawOptions, FitOptions ── UsableRows ── Study ── FitText
 *           ├─ PredictCommand ─ Oracle ── PredictionText, PredictionJson
 *           ├─ SimulateCommand
 *           ├─ LawsCommand ──── LawText, LawJson
 *           └─ ServeCommand ─── the server, which calls back: InProcess ── {@link org.isoflop.cli.Isoflop} …
 * </pre>
 *
 * <p>Start with {@code FitCommand}. A command checks its call, reads its input, asks the engine, and hands the answer to
 * a text or, with {@code --json}, to a JSON document. Texts are written on a {@code Page}, {@value
 * org.isoflop.cli.Page#WIDTH} columns wide, with numbers as {@code Figures} has them and tables as {@code TextTable}
 * lays them out.
 *
 * <p>Standard output is only the answer; progress and warnings go to standard error. Exit codes: 0 done, 1 the work
 * could not be done with this input, 2 the call itself is wrong ({@code Call} tells them apart, {@code ErrorText} has
 * the words), 130 stopped by Ctrl-C.
 */
@NullMarked
package org.isoflop.cli;

import org.jspecify.annotations.NullMarked;
