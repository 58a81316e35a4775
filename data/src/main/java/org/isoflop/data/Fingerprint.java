package org.isoflop.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over the bytes of the input files, one after the other. */
final class Fingerprint {
    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The same stream, whose bytes are taken in as they are read. */
    InputStream following(InputStream stream) {
        return new DigestInputStream(stream, digest);
    }

    /** Takes in a whole file that somebody else reads. */
    void add(InputFile file) {
        try (InputStream stream = following(Files.newInputStream(file.path()))) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    /** The fingerprint of all that was taken in, after which it begins anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
