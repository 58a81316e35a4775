package org.isoflop.law;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isoflop.InputException;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Magnitude;

/**
 * What is believed of a quantity before the runs are seen: it is normally distributed.
 *
 * @param quantity an expression of parameters by their names, such as {@code log(gamma)} or {@code alpha*gamma}
 * @param mean where it is expected
 * @param deviation how far it may well lie from there; the smaller, the more the prior weighs
 */
public record Prior(Expr quantity, double mean, double deviation) {
    private static final Pattern SYNTAX =
            Pattern.compile("\\s*([^~]+?)\\s*~\\s*normal\\s*\\(\\s*([^,()]+?)\\s*,\\s*([^,()]+?)\\s*\\)\\s*(,|$)");

    public Prior {
        if (!(deviation > 0) || !Double.isFinite(mean)) {
            throw new IllegalArgumentException("normal(" + mean + ", " + deviation + ") is no distribution");
        }
    }

    /**
     * Reads {@code alpha ~ normal(0.34, 0.1), log(gamma) ~ normal(0, 0.3)}.
     *
     * @throws InputException if the text is no list of priors
     */
    public static List<Prior> parse(String text) {
        var priors = new ArrayList<Prior>();
        Matcher matcher = SYNTAX.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw notAPrior(text.substring(end));
            }
            Formula quantity = Formula.parse(matcher.group(1));
            if (quantity.response().isPresent()) {
                throw notAPrior(matcher.group());
            }
            double mean = number(matcher.group(2), text);
            double deviation = number(matcher.group(3), text);
            if (!(deviation > 0) || !Double.isFinite(mean)) {
                throw notAPrior(matcher.group());
            }
            priors.add(new Prior(quantity.body(), mean, deviation));
            end = matcher.end();
        }
        return List.copyOf(priors);
    }

    private static double number(String text, String all) {
        return Magnitude.parse(text).orElseThrow(() -> notAPrior(all));
    }

    private static InputException notAPrior(String text) {
        return new InputException(
                "'%s' is no prior".formatted(text.strip()),
                "Write what is believed of a parameter: alpha ~ normal(0.34, 0.1), log(gamma) ~ normal(0, 0.3).");
    }

    /** The same belief held {@code weight} times as strongly: its square counts so many times. */
    public Prior weighing(double weight) {
        return new Prior(quantity, mean, deviation / Math.sqrt(weight));
    }

    /** The names that the quantity is made of. */
    public List<String> names() {
        var names = new HashSet<String>();
        collect(quantity, names);
        return names.stream().sorted().toList();
    }

    private static void collect(Expr tree, HashSet<String> into) {
        if (tree instanceof Expr.Symbol(var name)) {
            into.add(name);
        }
        tree.children().forEach(child -> collect(child, into));
    }

    /**
     * The quantity over the free parameters of a model.
     *
     * @throws InputException if it names what is no parameter of the model
     */
    public Expr in(Model model) {
        return in(quantity, model);
    }

    private Expr in(Expr tree, Model model) {
        if (!(tree instanceof Expr.Symbol(var name))) {
            return tree.mapChildren(child -> in(child, model));
        }
        for (int i = 0; i < model.parameters().size(); i++) {
            if (model.parameters().get(i).name().equals(name)) {
                return new Expr.Parameter(i, name);
            }
        }
        Expr held = model.held().get(name);
        if (held == null) {
            throw new InputException(
                    "the prior '%s' speaks of %s, which is no parameter of '%s'"
                            .formatted(this, name, model.law().formula().equation()),
                    "Its parameters are " + String.join(", ", model.names()) + ".");
        }
        return held;
    }

    /** The text of several, which {@link #parse} reads back. */
    public static String text(List<Prior> priors) {
        return priors.stream().map(Prior::toString).collect(Collectors.joining(", "));
    }

    /** The text that {@link #parse} reads back. */
    @Override
    public String toString() {
        return "%s ~ normal(%s, %s)".formatted(quantity, Magnitude.exact(mean), Magnitude.exact(deviation));
    }
}
