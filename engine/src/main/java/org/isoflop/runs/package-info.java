/**
 * Tables of training runs: one row per run (or per checkpoint of a run), named columns of numbers and of labels.
 *
 * <p>{@link org.isoflop.runs.Runs} is immutable; filters, new columns and selections give new tables that share the
 * unchanged columns and remember which line of which file each row came from. A missing number is NaN.
 * {@link org.isoflop.runs.Magnitude} reads and writes numbers as the field does: 70B, 1.4T, 5.76e23.
 *
 * <p>Usual columns: {@code N} parameters, {@code D} training tokens, {@code C} training FLOPs, {@code loss} in nats
 * per token, {@code lr} peak learning rate, {@code batch} tokens per step. Files are read elsewhere.
 */
@NullMarked
package org.isoflop.runs;

import org.jspecify.annotations.NullMarked;
