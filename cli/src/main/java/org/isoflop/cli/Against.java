package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.Coefficients;
import org.isoflop.catalogue.Entry;
import org.isoflop.data.FitDocument;
import org.isoflop.fit.Fit;
import org.isoflop.law.Law;
import org.isoflop.runs.Magnitude;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One's own coefficients beside published ones. Two differ when they are further apart than their joint standard error,
 * the root of the sum of the squares of both. A published value without an error counts as exact; an estimate without
 * one cannot be compared.
 *
 * @param id the law as the user named it
 * @param law the law
 * @param published its coefficients
 */
record Against(String id, Law law, Coefficients published) {
    private static final int DIGITS = 4;

    /** A parameter here and as it was published. */
    record Difference(String name, double here, double error, double published, double publishedError) {
        /** NaN without an error here. */
        double joint() {
            return Math.hypot(error, Double.isNaN(publishedError) ? 0 : publishedError);
        }

        /** In joint standard errors, with the sign of what is here minus what was published; NaN if there are none. */
        double apart() {
            return joint() > 0 ? (here - published) / joint() : Double.NaN;
        }

        boolean differs() {
            return Math.abs(apart()) > 1;
        }
    }

    /** @throws InputException if there is no such law, or if it has no parameters or no published coefficients */
    static Against of(String id) {
        Entry entry = Catalogue.builtIn().entry(id);
        if (entry.law().parameters().isEmpty()) {
            throw new InputException("--against %s: that law has no parameters to compare".formatted(id), "");
        }
        Coefficients published = entry.chosen()
                .orElseThrow(() -> new InputException(
                        "--against %s: that is a form without published coefficients".formatted(id),
                        "Laws with coefficients are those that isoflop laws calls verified."));
        return new Against(id, entry.law(), published);
    }

    /** @throws InputException if the law that is fitted is not of the same form */
    void requireForm(Law fitted) {
        boolean same = fitted.formula().body().equals(law.formula().body())
                && fitted.formula().response().equals(law.formula().response());
        if (!same) {
            throw new InputException(
                    "--against %s compares parameters of '%s', and the law fitted is '%s'"
                            .formatted(
                                    id,
                                    law.formula().equation(),
                                    fitted.formula().equation()),
                    "Leave --law and --formula out: the law of --against is then fitted.");
        }
    }

    List<Difference> differences(FitDocument document) {
        Fit fit = document.fit();
        var differences = new ArrayList<Difference>();
        for (int j = 0; j < fit.model().parameters().size(); j++) {
            int index = j;
            double error = document.draws().isEmpty()
                    ? fit.standardErrors()[j]
                    : document.draws().standardError(theta -> theta[index]);
            String name = fit.model().parameters().get(j).name();
            differences.add(new Difference(
                    name,
                    fit.theta()[j],
                    error,
                    published.value(name),
                    published.errors().getOrDefault(name, Double.NaN)));
        }
        return differences;
    }

    /** The comparison for a person. */
    void print(Page page, FitDocument document) {
        List<Difference> differences = differences(document);
        page.blank().line("  against  " + id);
        new TextTable()
                .left("", differences.stream().map(Difference::name).toList())
                .point("here", differences.stream().map(d -> value(d.here)).toList())
                .left("", differences.stream().map(d -> error(d.error)).toList())
                .point(
                        "published",
                        differences.stream().map(d -> value(d.published)).toList())
                .left("", differences.stream().map(d -> error(d.publishedError)).toList())
                .point(
                        "joint errors apart",
                        differences.stream().map(Against::apart).toList())
                .print(page);
        page.fact("", verdict(differences));
    }

    private static String value(double value) {
        return Figures.estimate(value, DIGITS);
    }

    private static String error(double error) {
        return Double.isNaN(error) ? "" : "± " + Magnitude.digits(error, 2);
    }

    private static String apart(Difference difference) {
        // Without a sign where nothing is left of the number.
        return Double.isNaN(difference.apart())
                ? ""
                : "%.1f".formatted(difference.apart()).replace("-0.0", "0.0");
    }

    /** One sentence. */
    static String verdict(List<Difference> differences) {
        if (differences.stream().allMatch(d -> Double.isNaN(d.apart()))) {
            return "no errors are known here that differences could be measured by; see --bootstrap";
        }
        List<String> different = differences.stream()
                .filter(Difference::differs)
                .map(Difference::name)
                .toList();
        String verb = different.size() == 1 ? "differs" : "differ";
        return different.isEmpty()
                ? "no parameter differs by more than the joint standard error"
                : "%s %s by more than the joint standard error".formatted(String.join(", ", different), verb);
    }

    /** For the fits to groups a line each. */
    void printGroups(Page page, List<FitDocument> documents) {
        page.blank().line("  against  " + id);
        new TextTable()
                .left("", documents.stream().map(GroupTable::name).toList())
                .elastic(
                        "", documents.stream().map(d -> verdict(differences(d))).toList())
                .print(page);
    }

    /** The comparison as {@code fit --json} has it, under the key {@code against}. */
    ObjectNode json(FitDocument document) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("law", id).put("set", published.name());
        ObjectNode parameters = node.putObject("parameters");
        for (Difference d : differences(document)) {
            ObjectNode one = parameters.putObject(d.name).put("published", d.published);
            put(one, "publishedError", d.publishedError);
            one.put("difference", d.here - d.published);
            put(one, "jointError", d.joint());
            put(one, "apart", d.apart());
            one.put("differs", d.differs());
        }
        return node;
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
