/**
 * From files to tables of runs, and back.
 *
 * <pre>
 *   runs.csv, *.tsv.gz ── FastCSV ──┐
 *   *.parquet, *.jsonl ── DuckDB ───┼── TableBuilder ── {@link org.isoflop.runs.Runs} ── {@link org.isoflop.data.ColumnNames}
 *   --sql "SELECT …" ──── DuckDB ───┘                        └── {@link org.isoflop.data.TableWriter} ── table.csv
 * </pre>
 *
 * <p>Start with {@link org.isoflop.data.RunsReader}. Text is read without DuckDB, whose library takes a second to
 * load, so that a command over a CSV file answers at once; DuckDB is opened for the rest, and only then.
 *
 * <p>One rule says what a cell is, wherever it came from. Missing: nothing, {@code NA}, {@code N/A}, {@code null},
 * {@code None}, {@code -} or {@code nan} in any case; in a table that is NaN or the empty label. A number is what
 * {@link org.isoflop.runs.Magnitude} reads: {@code 3e-4}, {@code 70B}, {@code 1,234,567}. A column is one of labels if
 * fewer than half of its given cells are numbers; otherwise it is one of numbers, and each text in it is reported as a
 * {@link org.isoflop.data.BadCell}. Nothing is dropped without a word: a row that does not fit is an error that names
 * file and line.
 *
 * <p>Fits are kept as JSON, written by {@link org.isoflop.data.FitJson} and read back bit for bit. Whatever is written
 * goes through {@link org.isoflop.data.OutputFile}, which leaves no half of a file behind.
 */
@NullMarked
package org.isoflop.data;

import org.jspecify.annotations.NullMarked;
