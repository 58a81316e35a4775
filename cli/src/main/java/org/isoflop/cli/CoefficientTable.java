package org.isoflop.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Entry;
import org.isoflop.law.Parameter;
import org.isoflop.runs.Magnitude;

/**
 * The parameters of a law with what was published for them: one set, or two, in columns beside the meanings; more of
 * them by themselves below.
 */
record CoefficientTable(Entry entry) {
    private static final int DIGITS = 6;
    private static final int DIGITS_OF_ERROR = 3;
    private static final int MOST_COLUMNS = 2;

    void print(Page page) {
        List<Parameter> parameters = entry.law().parameters();
        List<Coefficients> sets = entry.coefficients();
        var table = new TextTable()
                .left("", parameters.stream().map(Parameter::name).toList());
        if (sets.size() <= MOST_COLUMNS) {
            sets.forEach(set -> table.point(
                    sets.size() > 1 ? set.name() : "",
                    parameters.stream().map(p -> value(set, p.name())).toList()));
        }
        table.elastic("", parameters.stream().map(Parameter::meaning).toList()).print(page);
        if (sets.size() > MOST_COLUMNS) {
            page.blank();
            sets(page, parameters, sets);
        }
    }

    /** A line for each set, or where the lines would be too long a paragraph. */
    private static void sets(Page page, List<Parameter> parameters, List<Coefficients> sets) {
        var table =
                new TextTable().left("", sets.stream().map(Coefficients::name).toList());
        for (Parameter parameter : parameters) {
            table.point(
                    parameter.name(),
                    sets.stream().map(set -> value(set, parameter.name())).toList());
        }
        if (table.width() <= Page.WIDTH) {
            table.print(page);
            return;
        }
        for (Coefficients set : sets) {
            page.line("  " + set.name());
            List<String> pieces = IntStream.range(0, parameters.size())
                    .mapToObj(i -> parameters.get(i).name() + " "
                            + value(set, parameters.get(i).name()))
                    .toList();
            page.pieces("", "   ", pieces);
        }
    }

    /** A value with its standard error, if one was published: {@code 0.3478 ± 0.0154}. */
    static String value(Coefficients set, String name) {
        Double value = set.values().get(name);
        Double error = set.errors().get(name);
        String text = value == null ? "" : Magnitude.digits(value, DIGITS);
        return error == null ? text : text + " ± " + Magnitude.digits(error, DIGITS_OF_ERROR);
    }
}
