package org.isoflop.server.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file of a project, without its bytes.
 *
 * @param name plain, without folders
 * @param bytes how many there are
 * @param sha256 their fingerprint, in hexadecimal
 * @param kind what is in it, by its name
 */
public record ProjectFile(String name, long bytes, String sha256, Kind kind) {

    /** What a file holds. */
    public enum Kind {
        TABLE,
        FIT,
        OTHER;

        /** What a name promises. */
        public static Kind of(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".fit.json")) {
                return FIT;
            }
            String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
            int dot = plain.lastIndexOf('.');
            return switch (plain.substring(dot + 1)) {
                case "csv", "tsv", "txt", "parquet", "jsonl", "ndjson" -> TABLE;
                default -> OTHER;
            };
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ProjectFile of(String name, byte[] content) {
        return new ProjectFile(name, content.length, sha256(content), Kind.of(name));
    }

    /** The fingerprint of some bytes, in hexadecimal. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The fingerprint of a text. */
    public static String sha256(String content) {
        return sha256(content.getBytes(StandardCharsets.UTF_8));
    }
}
