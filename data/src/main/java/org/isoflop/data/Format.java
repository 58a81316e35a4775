package org.isoflop.data;

import java.util.Locale;

/** What kind of file it is; the ending of its name decides. */
enum Format {
    TEXT,
    PARQUET,
    JSON,
    JSON_LINES;

    /** The format of a file of this name; a name without a known ending is that of a text. */
    static Format of(String fileName) {
        return switch (ending(fileName)) {
            case "parquet", "pq" -> PARQUET;
            case "json" -> JSON;
            case "jsonl", "ndjson" -> JSON_LINES;
            default -> TEXT;
        };
    }

    /** The last ending in lower case, not counting {@code .gz}; empty if there is none. */
    static String ending(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        String plain = isGzip(lower) ? lower.substring(0, lower.length() - ".gz".length()) : lower;
        int dot = plain.lastIndexOf('.');
        return dot < 0 ? "" : plain.substring(dot + 1);
    }

    static boolean isGzip(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".gz");
    }
}
