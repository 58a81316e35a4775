package org.isoflop.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.fit.Objective;
import org.isoflop.formula.Expr;
import org.isoflop.formula.Formula;
import org.isoflop.formula.FormulaException;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Parameter;
import org.isoflop.law.Variable;

/**
 * The schema of a law file; {@code docs/catalogue.md} tells it to people.
 *
 * <p>The id is the name of the file and not a key in it, so that the two cannot differ. Every name in the formula is
 * declared exactly once, as a variable or as a parameter: a law that met a table without one of its columns would
 * otherwise take the column for a parameter and fit it.
 */
final class EntryReader {
    static final String SUFFIX = ".toml";

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private EntryReader() {}

    /** Whether a law can be called that. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Reads one law file.
     *
     * @param fileName the name of the file without its folder; it gives the law its id
     * @param toml its text
     * @throws InputException with file and key, if anything in it is not as it should be
     */
    static Entry read(String fileName, String toml) {
        String id = id(fileName);
        Section file = Section.of(fileName, toml)
                .only(
                        "title",
                        "kind",
                        "confidence",
                        "formula",
                        "objective",
                        "notes",
                        "related",
                        "variables",
                        "parameters",
                        "monotone",
                        "coefficients",
                        "examples",
                        "source");
        Formula formula = formula(file, fileName);
        Confidence confidence = confidence(file);
        Map<String, Section> variables = file.sections("variables");
        Map<String, Section> parameters = file.has("parameters") ? file.sections("parameters") : Map.of();
        checkNames(file, formula, variables.keySet(), parameters.keySet());
        var ranges = new LinkedHashMap<String, Validity>();
        variables.forEach((name, v) -> v.range("range").ifPresent(range -> ranges.put(name, range)));
        Law law = new Law(
                id,
                formula,
                parameters.entrySet().stream()
                        .map(p -> parameter(p.getKey(), p.getValue()))
                        .toList(),
                variables.entrySet().stream()
                        .map(v -> variable(v.getKey(), v.getValue()))
                        .toList());
        List<Coefficients> coefficients = coefficients(file, law, confidence);
        return new Entry(
                id,
                kind(file),
                file.text("title"),
                law,
                confidence,
                objective(file),
                coefficients,
                ranges,
                monotone(file, law),
                examples(file, law, coefficients),
                Source.read(file.section("source"), confidence == Confidence.VERIFIED),
                file.texts("notes"),
                related(file));
    }

    private static String id(String fileName) {
        String id = fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : "";
        if (!isId(id)) {
            throw new InputException(
                    "%s: the name of a law file is the law's id and '%s'".formatted(fileName, SUFFIX),
                    "Use lower-case letters, digits and single hyphens, as in chinchilla-hoffmann-2022.toml.");
        }
        return id;
    }

    private static Formula formula(Section file, String fileName) {
        Formula formula;
        try {
            formula = Formula.parse(file.text("formula"));
        } catch (FormulaException e) {
            throw new InputException(fileName + ": " + e.getMessage(), e.wayOut());
        }
        if (formula.response().isEmpty()) {
            throw file.wrong(
                    "formula",
                    "does not say which column it describes",
                    "Put that column on the left: loss = " + formula.equation());
        }
        if (!formula.declarations().isEmpty()) {
            throw file.wrong(
                    "formula",
                    "has a 'where' part",
                    "Bounds and start ranges belong under [parameters] in a law file.");
        }
        return formula;
    }

    private static Optional<Objective> objective(Section file) {
        String text = file.textOr("objective", "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Objective.parse(text));
        } catch (InputException e) {
            throw file.wrong("objective", "cannot be used: " + e.getMessage(), e.wayOut());
        }
    }

    private static Confidence confidence(Section file) {
        String text = file.text("confidence");
        return Stream.of(Confidence.values())
                .filter(c -> c.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        file.wrong("confidence", "is '" + text + "'", "It is either \"verified\" or \"form only\"."));
    }

    private static Kind kind(Section file) {
        String text = file.text("kind");
        List<String> known = Stream.of(Kind.values()).map(Kind::text).toList();
        return Kind.of(text)
                .orElseThrow(() -> file.wrong(
                        "kind",
                        "is '" + text + "'",
                        Spelling.nearest(text, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("The kinds are " + String.join(", ", known) + ".")));
    }

    private static List<String> related(Section file) {
        List<String> ids = file.texts("related");
        ids.stream().filter(id -> !isId(id)).findFirst().ifPresent(id -> {
            throw file.wrong("related", "has '" + id + "', which is no id of a law", "Write the ids of laws.");
        });
        return ids;
    }

    private static void checkNames(Section file, Formula formula, Set<String> variables, Set<String> parameters) {
        Set<String> left = names(formula.response().orElseThrow());
        Set<String> right = names(formula.body());
        for (String name : left) {
            if (!variables.contains(name)) {
                throw file.wrong("variables." + name, "is missing, and the formula describes it", "");
            }
        }
        for (String name : right) {
            if (!variables.contains(name) && !parameters.contains(name)) {
                var declared = new ArrayList<>(variables);
                declared.addAll(parameters);
                throw file.wrong(
                        "formula",
                        "has the name " + name + ", which is declared neither as a variable nor as a parameter",
                        Spelling.nearest(name, declared)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Add [variables." + name + "] or [parameters." + name + "]."));
            }
        }
        for (String name : variables) {
            if (parameters.contains(name)) {
                throw file.wrong("parameters." + name, "is declared as a variable too", "Leave one of them out.");
            }
            if (!left.contains(name) && !right.contains(name)) {
                throw notInFormula(file, "variables." + name, name, right);
            }
        }
        for (String name : parameters) {
            if (!right.contains(name)) {
                throw notInFormula(file, "parameters." + name, name, right);
            }
        }
    }

    private static InputException notInFormula(Section section, String key, String name, Collection<String> formula) {
        return section.wrong(
                key,
                "is not in the formula",
                Spelling.nearest(name, formula)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("The names there are " + String.join(", ", formula) + "."));
    }

    /** The names that a table or a fit must give a meaning; a family {@code C[i]} counts as {@code C}. */
    private static Set<String> names(Expr tree) {
        var names = new LinkedHashSet<String>();
        collectNames(tree, names);
        names.remove("pi");
        return names;
    }

    private static void collectNames(Expr tree, Set<String> names) {
        if (tree instanceof Expr.Symbol(var name)) {
            names.add(name);
        } else if (tree instanceof Expr.Indexed indexed) {
            names.add(indexed.base());
        }
        tree.children().forEach(child -> collectNames(child, names));
    }

    private static Variable variable(String name, Section section) {
        section.only("meaning", "unit", "range");
        return new Variable(name, section.text("meaning"), section.textOr("unit", ""));
    }

    private static Parameter parameter(String name, Section section) {
        section.only("meaning", "lower", "upper", "start");
        double lower = section.numberOr("lower", Double.NEGATIVE_INFINITY);
        double upper = section.numberOr("upper", Double.POSITIVE_INFINITY);
        if (lower > upper) {
            throw section.wrong("lower", "is above 'upper'", "Exchange them.");
        }
        Parameter parameter =
                Parameter.free(name).meaning(section.text("meaning")).within(lower, upper);
        Optional<Validity> start = section.range("start");
        if (start.isEmpty()) {
            return parameter;
        }
        if (start.get().low() < lower || start.get().high() > upper) {
            throw section.wrong(
                    "start", "reaches beyond the bounds " + lower + " and " + upper, "Start inside the bounds.");
        }
        return parameter.startingAt(start.get().low(), start.get().high());
    }

    private static List<Coefficients> coefficients(Section file, Law law, Confidence confidence) {
        var sets = new LinkedHashMap<String, Coefficients>();
        for (Section section : file.list("coefficients")) {
            Coefficients set = coefficients(section, law);
            if (sets.put(set.name(), set) != null) {
                throw section.wrong("name", "is '" + set.name() + "', as another set's is", "Give each set its own.");
            }
        }
        if (law.parameters().isEmpty()) {
            return withoutParameters(file, confidence, sets.isEmpty());
        }
        if (confidence == Confidence.VERIFIED && sets.isEmpty()) {
            throw file.wrong("coefficients", "is missing, though the law is \"verified\"", "Or is it \"form only\"?");
        }
        if (confidence == Confidence.FORM_ONLY && !sets.isEmpty()) {
            throw file.wrong(
                    "coefficients", "is there, though the law is \"form only\"", "Check them, or leave them out.");
        }
        return List.copyOf(sets.values());
    }

    /** A law without parameters is complete as it is, and would be nothing as a form alone. */
    private static List<Coefficients> withoutParameters(Section file, Confidence confidence, boolean noSets) {
        if (!noSets) {
            throw file.wrong("coefficients", "is there, though the law has no parameters", "Leave it out.");
        }
        if (confidence == Confidence.FORM_ONLY) {
            throw file.wrong(
                    "confidence",
                    "is \"form only\", though the law has no parameters to fit",
                    "Check the formula against its source, or leave the law out.");
        }
        return List.of();
    }

    private static Coefficients coefficients(Section section, Law law) {
        section.only("name", "values", "errors");
        String name = section.text("name");
        if (!isId(name)) {
            throw section.wrong(
                    "name",
                    "is '" + name + "', which cannot be written after a colon",
                    "Use lower-case letters, digits and single hyphens.");
        }
        Map<String, Double> values = section.numbers("values");
        Map<String, Double> errors = section.numbers("errors");
        List<String> parameters = law.parameters().stream().map(Parameter::name).toList();
        values.keySet().forEach(p -> checkIsParameter(section, "values." + p, p, parameters));
        errors.keySet().forEach(p -> checkIsParameter(section, "errors." + p, p, parameters));
        for (Parameter parameter : law.parameters()) {
            Double value = values.get(parameter.name());
            if (value == null) {
                throw section.wrong(
                        "values." + parameter.name(), "is missing", "A set has a value for every parameter.");
            }
            if (value < parameter.lower() || value > parameter.upper()) {
                throw section.wrong(
                        "values." + parameter.name(),
                        "is " + value + ", outside the bounds of its parameter",
                        "Mend the value, or widen the bounds.");
            }
        }
        errors.forEach((parameter, error) -> {
            if (error < 0) {
                throw section.wrong("errors." + parameter, "is negative", "A standard error is never negative.");
            }
        });
        return new Coefficients(name, values, errors);
    }

    private static void checkIsParameter(Section section, String key, String name, List<String> parameters) {
        if (!parameters.contains(name)) {
            throw section.wrong(
                    key,
                    "is not a parameter of the law",
                    Spelling.nearest(name, parameters)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Its parameters are " + String.join(", ", parameters) + "."));
        }
    }

    private static Map<String, Direction> monotone(Section file, Law law) {
        var directions = new LinkedHashMap<String, Direction>();
        if (file.has("monotone")) {
            Section section = file.section("monotone");
            for (String name : section.keys()) {
                checkIsVariable(section, name, law);
                String text = section.text(name);
                directions.put(
                        name,
                        Direction.of(text)
                                .orElseThrow(() -> section.wrong(
                                        name, "is '" + text + "'", "It is either \"rising\" or \"falling\".")));
            }
        }
        return directions;
    }

    private static List<Example> examples(Section file, Law law, List<Coefficients> sets) {
        return file.list("examples").stream()
                .map(section -> example(section, law, sets))
                .toList();
    }

    private static Example example(Section section, Law law, List<Coefficients> sets) {
        section.only("set", "at", "gives", "tolerance", "from");
        if (sets.isEmpty() && !law.parameters().isEmpty()) {
            throw section.wrong(
                    "at", "is an example of a law without coefficients", "Give coefficients, or leave it out.");
        }
        List<String> names = sets.stream().map(Coefficients::name).toList();
        String set = section.textOr("set", names.isEmpty() ? "" : names.getFirst());
        if (!names.isEmpty() && !names.contains(set)) {
            throw section.wrong(
                    "set",
                    "is '" + set + "', which is no set of coefficients",
                    "The sets are " + String.join(", ", names) + ".");
        }
        Map<String, Double> at = section.numbers("at");
        at.keySet().forEach(name -> checkIsVariable(section.section("at"), name, law));
        double gives = section.number("gives");
        double tolerance = section.number("tolerance");
        if (gives == 0 || !Double.isFinite(gives)) {
            throw section.wrong(
                    "gives", "is " + gives, "Choose a place where the law gives a finite number other than 0.");
        }
        if (!(tolerance > 0 && tolerance < 1)) {
            throw section.wrong("tolerance", "is " + tolerance, "It is a share of 'gives', between 0 and 1.");
        }
        return new Example(set, at, gives, tolerance, section.text("from"));
    }

    /** A member of a family counts as its base: {@code h.web} where the law has {@code h}. */
    private static void checkIsVariable(Section section, String name, Law law) {
        List<String> variables = law.variables().stream().map(Variable::name).toList();
        int dot = name.indexOf('.');
        if (!variables.contains(name) && (dot < 0 || !variables.contains(name.substring(0, dot)))) {
            throw section.wrong(
                    name,
                    "is not a variable of the law",
                    Spelling.nearest(name, variables)
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Its variables are " + String.join(", ", variables) + "."));
        }
    }
}
