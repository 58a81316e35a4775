package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.InputException;
import org.isoflop.formula.Binding;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Interpreter;
import org.isoflop.formula.UnknownNameException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A further choice beside N and D: bits, sparsity, experts or streams, whatever column the law has. */
@Command(optionListHeading = "%nA further choice:%n")
final class PlanChoice {
    @Option(
            names = "--choose",
            paramLabel = "P=1,2,4",
            description =
                    "Try these values of a column of the law, or of several as in P_w=P_a=4,8, and take the best.")
    private @Nullable String choose;

    @Option(
            names = "--factor",
            paramLabel = "EXPRESSION",
            description = "Training FLOPs count so many times, such as P/16 for P bits in place of 16.")
    private @Nullable String factor;

    /** The values to try, each under its column; one empty map if there is nothing to choose. */
    List<Map<String, Double>> choices() {
        if (choose == null) {
            return List.of(Map.of());
        }
        int equals = choose.lastIndexOf('=');
        List<String> names = pieces(choose.substring(0, Math.max(0, equals)), "=");
        List<String> texts = pieces(choose.substring(equals + 1), ",");
        if (names.contains("") || texts.contains("")) {
            throw new InputException("--choose: '%s' is not of the form NAME=VALUE,VALUE".formatted(choose), "");
        }
        var choices = new ArrayList<Map<String, Double>>();
        for (String text : texts) {
            var chosen = new LinkedHashMap<String, Double>();
            names.forEach(name -> chosen.put(name, Assignments.number("--choose", name, text)));
            choices.add(chosen);
        }
        return choices;
    }

    private static List<String> pieces(String text, String separator) {
        return Arrays.stream(text.split(separator, -1)).map(String::strip).toList();
    }

    /** How many times the FLOPs of training count. */
    double factor(Map<String, Double> chosen) {
        if (factor == null) {
            return 1;
        }
        Formula formula = Call.formula("--factor", factor);
        try {
            var binding = Binding.columns(chosen.keySet(), Map.of());
            Expr tree = binding.bind(formula.body());
            double[] row = binding.variables().stream().mapToDouble(chosen::get).toArray();
            return Call.requirePositive("--factor", Interpreter.value(tree, row, new double[0]));
        } catch (UnknownNameException e) {
            throw new InputException(
                    "--factor names %s, which --choose does not give".formatted(e.name()),
                    "Choose it, or write a number.");
        }
    }
}
