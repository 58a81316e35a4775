package org.isoflop.charts.gallery;

import org.isoflop.charts.Format;
import org.isoflop.charts.Scale;
import org.isoflop.law.Model;
import org.isoflop.law.Variable;

/** Scales for the columns that everybody knows, named as everybody names them. */
final class Axes {
    private Axes() {}

    /** Counts with suffixes, compute as a power of ten, all else as it is. */
    static Format format(String column) {
        return switch (column) {
            case "N", "D" -> Format.COUNT;
            case "C" -> Format.POWER;
            default -> Format.NUMBER;
        };
    }

    static String title(String column) {
        return switch (column) {
            case "N" -> "model size N (parameters)";
            case "D" -> "training tokens D";
            case "C" -> "training compute C (FLOP)";
            default -> column;
        };
    }

    static String title(String column, Model model) {
        return switch (column) {
            case "N", "D", "C" -> title(column);
            default ->
                model.law().variables().stream()
                        .filter(variable -> variable.name().equals(column))
                        .findFirst()
                        .map(Axes::described)
                        .orElse(column);
        };
    }

    private static String described(Variable variable) {
        return variable.unit().isEmpty() ? variable.name() : "%s (%s)".formatted(variable.name(), variable.unit());
    }

    /** A short name for small panels. */
    static String name(String column) {
        return switch (column) {
            case "N" -> "parameters N";
            case "D" -> "tokens D";
            case "C" -> "compute C";
            default -> column;
        };
    }

    /** What the law describes. */
    static String response(Model model) {
        String text = model.observed().size() == 1
                ? model.observed().getFirst()
                : model.response().toString();
        return response(text);
    }

    static String response(String column) {
        return column.equals("loss") ? "loss (nats per token)" : column;
    }

    /** Logarithmic where the numbers are positive and far apart. */
    static Scale around(String title, Format format, double[] numbers) {
        double least = java.util.Arrays.stream(numbers).min().orElse(0);
        double most = java.util.Arrays.stream(numbers).max().orElse(0);
        return least > 0 && most / least > 20
                ? Scale.aroundLog(title, format, numbers)
                : Scale.around(title, format, numbers);
    }
}
