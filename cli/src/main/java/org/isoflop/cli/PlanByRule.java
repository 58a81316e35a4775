package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import org.isoflop.InputException;
import org.isoflop.data.FitJson;
import org.isoflop.forecast.Objection;
import org.isoflop.plan.AllocationRule;
import org.isoflop.plan.Optimum;
import org.isoflop.runs.Magnitude;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Plans by a published rule that names N or D for a budget and knows no loss. */
record PlanByRule(Oracle oracle, AllocationRule rule) {

    /** @throws InputException if something else than the split of a budget is asked */
    List<Optimum> answers(PlanBudget.Question question) {
        return switch (question) {
            case PlanBudget.Question.Spend(var budgets) ->
                Arrays.stream(budgets).mapToObj(rule::best).toList();
            case PlanBudget.Question.Reach _ ->
                throw new InputException(
                        "%s names the best %s for a budget and knows no loss"
                                .formatted(oracle.name(), oracle.model().response()),
                        "Give --flops, or a law of the loss such as chinchilla-besiroglu-2024.");
        };
    }

    String text(Style style, List<Optimum> runs) {
        var page = new Page(style);
        page.paragraph("", 0, oracle.origin()).blank();
        page.spread(
                oracle.model().law().formula().equation(), oracle.model().law().id());
        page.line(Page.padLeft("a rule, without a loss; FLOPs counted as 6ND", Page.WIDTH));
        new TextTable()
                .left(
                        "C",
                        runs.stream().map(r -> Magnitude.digits(r.budget(), 3)).toList())
                .right(
                        "N",
                        runs.stream().map(r -> Magnitude.count(r.parameters())).toList())
                .right("D", runs.stream().map(r -> Magnitude.count(r.tokens())).toList())
                .right("D/N", runs.stream().map(r -> Magnitude.count(r.ratio())).toList())
                .print(page);
        page.blank()
                .fact(
                        "means",
                        "best N grows as C^%s, best D as C^%s"
                                .formatted(
                                        Figures.estimate(exponent(runs), 3), Figures.estimate(1 - exponent(runs), 3)));
        return page.warnings(objections(runs)).toString();
    }

    String json(List<Optimum> runs) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("law", oracle.model().law().id());
        node.put("formula", oracle.model().law().formula().equation());
        if (runs.size() == 1) {
            plan(node, runs.getFirst());
        } else {
            ArrayNode frontier = node.putArray("frontier");
            runs.forEach(run -> plan(frontier.addObject(), run));
        }
        ObjectNode exponents = node.putObject("exponents");
        FitJson.number(exponents.putObject("N"), "estimate", exponent(runs));
        FitJson.number(exponents.putObject("D"), "estimate", 1 - exponent(runs));
        node.set("warnings", FitJson.warnings(objections(runs)));
        return FitJson.text(node.put("version", Version.current()));
    }

    private static void plan(ObjectNode node, Optimum run) {
        ObjectNode budget = node.putObject("budget").put("count", "6ND");
        FitJson.number(budget.putObject("flops"), "estimate", run.budget());
        ObjectNode optimum = node.putObject("optimum");
        FitJson.number(optimum.putObject("N"), "estimate", run.parameters());
        FitJson.number(optimum.putObject("D"), "estimate", run.tokens());
        FitJson.number(optimum.putObject("tokensPerParameter"), "estimate", run.ratio());
    }

    private double exponent(List<Optimum> runs) {
        return rule.exponent(runs.getLast().budget());
    }

    private List<Objection> objections(List<Optimum> runs) {
        double[][] columns = oracle.variables().stream()
                .map(name -> new double[] {
                    name.equals("C") ? runs.getLast().budget() : rule.given().getOrDefault(name, Double.NaN)
                })
                .toArray(double[][]::new);
        return oracle.beyond(columns);
    }
}
