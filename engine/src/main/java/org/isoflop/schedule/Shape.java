package org.isoflop.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;

/** How a learning rate falls from its peak to its end. */
public enum Shape {
    /** It does not fall. */
    CONSTANT,
    /** Half a period of a cosine, from the end of the warm-up unless another start is given. */
    COSINE,
    /** Warm-up, stable, decay: constant, then a straight line. */
    WSD_LINEAR,
    /** Constant, then a straight line in the logarithm of the rate. */
    WSD_EXPONENTIAL,
    /** Constant, then at once the end. */
    TWO_STAGE;

    /**
     * The shape of that name, such as {@code wsd_linear}, {@code wsd-linear} or {@code wsd} for it.
     *
     * @throws InputException if there is none
     */
    public static Shape parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(shape -> shape.text().equals(name) || shape == WSD_LINEAR && name.equals("wsd"))
                .findFirst()
                .orElseThrow(() -> unknown(text, name));
    }

    private static InputException unknown(String text, String name) {
        List<String> names = Arrays.stream(values()).map(Shape::text).toList();
        return new InputException(
                "there is no schedule '%s'; there are %s".formatted(text.strip(), String.join(", ", names)),
                Spelling.nearest(name, names)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("A table with a row per step can have any."));
    }

    /** Its name in tables and commands. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the rate begins to fall at once after the warm-up. */
    boolean fallsAtOnce() {
        return this == COSINE;
    }

    /**
     * The rate when a share of the decay is done.
     *
     * @param share from 0 to 1
     */
    double at(double share, double peak, double end) {
        return switch (this) {
            case CONSTANT -> peak;
            case COSINE -> end + 0.5 * (peak - end) * (1 + Math.cos(Math.PI * share));
            case WSD_LINEAR -> peak + share * (end - peak);
            case WSD_EXPONENTIAL -> Math.pow(peak, 1 - share) * Math.pow(end, share);
            case TWO_STAGE -> end;
        };
    }
}
