package org.isoflop.cli;

import org.isoflop.runs.Magnitude;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers in options are written as everywhere else: {@code 0.9}, {@code 1e3}, {@code 10K}. */
final class NumberTexts {
    private NumberTexts() {}

    static void register(CommandLine line) {
        line.registerConverter(Double.class, NumberTexts::number)
                .registerConverter(double.class, NumberTexts::number)
                .registerConverter(int.class, NumberTexts::whole)
                .registerConverter(Integer.class, NumberTexts::whole)
                .registerConverter(long.class, NumberTexts::longWhole);
    }

    private static double number(String text) {
        return Magnitude.parse(text).orElseThrow(() -> new TypeConversionException("'" + text + "' is not a number"));
    }

    private static int whole(String text) {
        double value = number(text);
        if (value != (int) value) {
            throw new TypeConversionException("'" + text + "' is not a whole number, or too large a one");
        }
        return (int) value;
    }

    /** A seed may have more digits than a double holds. */
    private static long longWhole(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number, or too large a one");
        }
    }
}
