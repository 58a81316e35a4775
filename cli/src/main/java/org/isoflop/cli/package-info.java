/**
 * The {@code isoflop} command: one class per command, options that several commands share as mixins, and the texts
 * that people read.
 *
 * <p>A command reads its input, asks the engine, and hands the answer to a text ({@code FitText}, …) or, with
 * {@code --json}, to a JSON document. Standard output is only the answer; progress and warnings go to standard error.
 * Exit codes: 0 done, 1 the work could not be done with this input, 2 the call itself is wrong.
 */
@NullMarked
package org.isoflop.cli;

import org.jspecify.annotations.NullMarked;
