package org.isoflop.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Runs;

/**
 * Laws that lead one to the next: what one describes, the next one reads. {@code loss} from N and D, then an error from
 * {@code loss}. Each is fitted to what was observed; put together they are a law like any other.
 *
 * @param stages the laws over the columns of one table, the first one first
 * @param whole what they say together: the last response from the columns of the first
 */
public record Chain(List<Model> stages, Model whole) {
    public Chain {
        stages = List.copyOf(stages);
    }

    /**
     * Puts laws together over the columns of a table.
     *
     * @throws InputException if a law does not read what the one before describes, or two have a parameter of one name
     */
    public static Chain of(List<Law> laws, Runs runs) {
        if (laws.size() < 2) {
            throw new InputException("a chain has at least two stages", "For one law use isoflop fit.");
        }
        List<Model> stages = laws.stream().map(law -> Model.of(law, runs)).toList();
        mindNames(stages);
        Expr body = laws.getFirst().formula().body();
        for (int k = 1; k < laws.size(); k++) {
            String link = response(laws.get(k - 1));
            Formula next = laws.get(k).formula();
            if (!next.names().contains(link)) {
                throw new InputException(
                        "stage %d, '%s', does not read %s, which stage %d describes"
                                .formatted(k + 1, next.equation(), link, k),
                        "A chain goes from one to the next: --stage \"loss = …\" --stage \"error = … loss …\".");
            }
            body = replace(next.body(), link, body);
        }
        String text = laws.getLast().formula().response().orElseThrow() + " = " + body;
        var parameters = new ArrayList<Parameter>();
        var variables = new LinkedHashMap<String, Variable>();
        laws.forEach(law -> {
            parameters.addAll(law.parameters());
            law.variables().forEach(v -> variables.put(v.name(), v));
        });
        laws.subList(0, laws.size() - 1).forEach(law -> variables.remove(response(law)));
        var whole = new Law("chain", Formula.parse(text), parameters, List.copyOf(variables.values()));
        return new Chain(stages, Model.of(whole, runs));
    }

    private static String response(Law law) {
        return switch (law.formula().response().orElse(null)) {
            case Expr.Symbol(var name) -> name;
            case null, default ->
                throw new InputException(
                        "'%s' describes no plain column, so no further stage can read it"
                                .formatted(law.formula().equation()),
                        "Put a column alone on its left side.");
        };
    }

    private static void mindNames(List<Model> stages) {
        Set<String> seen = new HashSet<>();
        for (Model stage : stages) {
            for (String name : stage.names()) {
                if (!seen.add(name)) {
                    throw new InputException(
                            "two stages have a parameter called " + name, "Rename one: they are different numbers.");
                }
            }
        }
    }

    private static Expr replace(Expr tree, String name, Expr by) {
        return tree instanceof Expr.Symbol(var own) && own.equals(name)
                ? by
                : tree.mapChildren(child -> replace(child, name, by));
    }

    /** The parameters of the whole, given those of every stage. */
    public double[] theta(List<double[]> ofStages) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int k = 0; k < stages.size(); k++) {
            List<Parameter> parameters = stages.get(k).parameters();
            for (int j = 0; j < parameters.size(); j++) {
                values.put(parameters.get(j).name(), ofStages.get(k)[j]);
            }
        }
        double[] theta = new double[whole.parameters().size()];
        Arrays.setAll(theta, j -> values.getOrDefault(whole.parameters().get(j).name(), Double.NaN));
        return theta;
    }
}
