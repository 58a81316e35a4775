package org.isoflop.data;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.HashSet;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.isoflop.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Puts what DuckDB answers into a table: numbers as they are, truth as 1 and 0, everything else as its text.
 *
 * @param source the file or query, for messages
 */
record QueryRows(String source, TableBuilder table) {

    /** @throws InputException if two columns have one name, or one holds what is neither number nor text */
    void copy(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        String[] columns = columnNames(meta);
        while (rows.next()) {
            for (int i = 0; i < columns.length; i++) {
                Object value = rows.getObject(i + 1);
                if (value instanceof DuckDBStruct struct) {
                    flatten(columns[i], struct);
                } else if (value != null || meta.getColumnType(i + 1) != Types.STRUCT) {
                    put(columns[i], columns[i], value);
                }
            }
            table.endRow();
        }
    }

    private String[] columnNames(ResultSetMetaData meta) throws SQLException {
        var columns = new String[meta.getColumnCount()];
        var seen = new HashSet<String>();
        for (int i = 0; i < columns.length; i++) {
            columns[i] = meta.getColumnLabel(i + 1);
            if (!seen.add(columns[i])) {
                throw new InputException(
                        "%s has two columns called '%s'".formatted(source, columns[i]),
                        "Give one of them another name with AS.");
            }
        }
        return columns;
    }

    /** Puts the fields of a struct into columns such as {@code config.lr}. */
    private void flatten(String column, DuckDBStruct struct) throws SQLException {
        for (var field : struct.getMap().entrySet()) {
            if (field.getValue() instanceof DuckDBStruct) {
                throw nested(column, "structs within structs");
            }
            put(column, column + "." + field.getKey(), field.getValue());
        }
    }

    /** Puts a value of DuckDB's column {@code origin} into the table's column {@code name}. */
    private void put(String origin, String name, @Nullable Object value) {
        ColumnBuilder column = table.column(name);
        int row = table.size();
        switch (value) {
            case null -> column.number(row, Double.NaN);
            case Number number -> column.number(row, number.doubleValue());
            case Boolean truth -> column.number(row, truth ? 1 : 0);
            case Array _ -> throw nested(origin, "lists");
            case Map<?, ?> _ -> throw nested(origin, "maps");
            case Blob _ -> throw nested(origin, "bytes");
            case Timestamp time -> column.text(row, time.toString().replaceFirst("\\.0$", ""));
            default -> column.text(row, value.toString());
        }
    }

    private InputException nested(String column, String what) {
        return new InputException(
                "%s: column '%s' holds %s; numbers or texts were expected".formatted(source, column, what),
                "Take it apart or leave it out with --sql, for instance: SELECT * EXCLUDE (\"%s\") FROM runs"
                        .formatted(column));
    }
}
