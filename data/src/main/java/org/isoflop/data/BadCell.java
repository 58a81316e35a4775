package org.isoflop.data;

/**
 * A text in a column of numbers; the table has NaN in its place.
 *
 * @param row the row of the table, from 0; its place in the file is {@code runs.origin().place(row)}
 * @param column the name of the column
 * @param text what stands there
 */
public record BadCell(int row, String column, String text) {}
