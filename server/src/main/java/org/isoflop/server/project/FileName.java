package org.isoflop.server.project;

import java.util.regex.Pattern;
import org.isoflop.server.Problem;

/** Names that a file of a project can have: plain, visible, and the same on every system. */
public final class FileName {
    private static final int MOST = 120;

    /** A letter or digit first, so that no name is hidden, begins like an option, or leads elsewhere. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()+@,=#%-]*");

    /** What Windows takes for a device, whatever follows the dot. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private FileName() {}

    /** Whether a file may be called so. */
    public static boolean isPlain(String name) {
        return name.length() <= MOST
                && PLAIN.matcher(name).matches()
                && !name.contains("..")
                && !name.endsWith(".")
                && !name.endsWith(" ")
                && !DEVICE.matcher(name).matches();
    }

    /**
     * The name again.
     *
     * @throws Problem if no file may be called so
     */
    public static String checked(String name) {
        if (!isPlain(name)) {
            String shown = name.length() > MOST ? name.substring(0, MOST) + "…" : name;
            throw new Problem(
                    Problem.Code.WRONG_CALL,
                    "'%s' cannot be the name of a file in a project".formatted(shown),
                    "Use letters, digits, dots, dashes and blanks, a letter or digit first, at most %d in all."
                            .formatted(MOST));
        }
        return name;
    }
}
