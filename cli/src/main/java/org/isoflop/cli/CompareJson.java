package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isoflop.comparison.Chance;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Crossing;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Ensemble;
import org.isoflop.comparison.Estimate;
import org.isoflop.comparison.JointDraws;
import org.isoflop.comparison.Multiplier;
import org.isoflop.comparison.Nesting;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Span;
import org.isoflop.comparison.Standing;
import org.isoflop.data.FitJson;
import org.isoflop.law.Law;
import org.isoflop.uncertainty.Interval;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code compare --json} prints. */
record CompareJson(Compared compared) {

    ObjectNode node() {
        Comparison comparison = compared.comparison();
        Comparison.Question question = comparison.question();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("by", compared.by());
        law(node);
        compared.runs().ifPresent(table -> rows(node, table));
        node.put("level", question.level());
        node.set("target", target(question));
        node.set("best", best(comparison));
        ArrayNode recipes = node.putArray("recipes");
        comparison.standings().forEach(standing -> recipes.add(recipe(standing, question, recipes.size() + 1)));
        ArrayNode pairs = node.putArray("pairs");
        comparison.duels().forEach(duel -> pairs.add(pair(duel)));
        ArrayNode leaders = node.putArray("leaders");
        comparison.leaders().forEach(leader -> {
            ObjectNode entry = leaders.addObject()
                    .put(question.path().variable(), leader.scale())
                    .put("recipe", leader.name());
            leader.best().believed().ifPresent(p -> entry.put("probability", p));
        });
        ArrayNode paths = node.putArray("otherPaths");
        compared.others().forEach(duel -> paths.add(pair(duel)));
        compared.nesting().ifPresent(nesting -> node.set("nested", nested(nesting)));
        node.set("resampling", resampling());
        compared.hindcast().ifPresent(hindcast -> {
            ObjectNode entry = node.putObject("backtest")
                    .put("cuts", hindcast.ofContrasts(compared.contenders()).cuts())
                    .put(
                            "heldOut",
                            hindcast.ofContrasts(compared.contenders()).scores().size())
                    .put("reached", hindcast.ofContrasts(compared.contenders()).reached());
            compared.widening().ifPresent(factor -> entry.put("widening", factor));
        });
        node.set("warnings", FitJson.warnings(compared.warnings()));
        return node.put("version", Version.current());
    }

    /** Of several laws the shares; else the law of the best recipe. */
    private void law(ObjectNode node) {
        Law law = compared.contenders().getFirst().model().law();
        node.put("law", law.id());
        if (compared.runs().map(Compared.Table::fitted).orElse(null) instanceof Ensemble ensemble) {
            ArrayNode laws = node.putArray("laws");
            ensemble.laws()
                    .forEach(one -> laws.addObject()
                            .put("law", one.getKey().id())
                            .put("formula", one.getKey().formula().equation())
                            .put("share", one.getValue()));
        } else if (compared.contenders().getFirst().isOneLaw()) {
            node.put("formula", law.formula().equation());
        }
    }

    private static void rows(ObjectNode node, Compared.Table table) {
        node.put("rows", table.rows().sample().size());
        ArrayNode shared = node.putArray("shared");
        if (table.fitted() instanceof Contest contest) {
            contest.shared().forEach(shared::add);
        }
    }

    private ObjectNode target(Comparison.Question question) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(question.path().variable(), question.target());
        question.held().forEach(node::put);
        return node.put("path", question.path().label())
                .put("given", compared.target().given());
    }

    private static ObjectNode best(Comparison comparison) {
        Standing best = comparison.standings().getFirst();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("recipe", best.contender().name());
        best.best().believed().ifPresent(p -> node.put("probability", p));
        node.set("probabilities", chance(best.best()));
        return node;
    }

    private static ObjectNode recipe(Standing standing, Comparison.Question question, int rank) {
        Contender contender = standing.contender();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("recipe", contender.name()).put("rank", rank).put("published", contender.isPublished());
        if (!contender.isPublished()) {
            node.put("rows", contender.rows());
        }
        node.set("loss", estimate(standing.loss()));
        if (standing.parameters() > 0) {
            node.put("N", standing.parameters()).put("D", question.target() / Path.FLOPS / standing.parameters());
        }
        standing.best().believed().ifPresent(p -> node.put("probabilityBest", p));
        node.set("probabilities", chance(standing.best()));
        node.put("reach", standing.reach()).put("known", standing.known());
        Span span = contender.span();
        node.putObject("runs").put("low", span.low()).put("high", span.high());
        ObjectNode parameters = node.putObject("parameters");
        var spread = spread(contender, question.level());
        for (int j = 0; j < contender.theta().length; j++) {
            parameters.set(
                    contender.model().parameters().get(j).name(),
                    estimate(new Estimate(contender.theta()[j], spread.apply(j), Optional.empty())));
        }
        return node;
    }

    private static java.util.function.IntFunction<Optional<Interval>> spread(Contender contender, double level) {
        return j -> contender.draws().isEmpty()
                ? Optional.empty()
                : Optional.of(Interval.ofSample(
                        contender.draws().stream()
                                .mapToDouble(draw -> draw.theta()[j])
                                .toArray(),
                        level));
    }

    private static ObjectNode pair(Duel duel) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("better", duel.first())
                .put("other", duel.second())
                .put("path", duel.path().label());
        duel.better().believed().ifPresent(p -> node.put("probability", p));
        node.set("probabilities", chance(duel.better()));
        node.set("difference", estimate(duel.difference()));
        node.set("relative", estimate(duel.relative()));
        String variable = duel.path().variable();
        ArrayNode crossings = node.putArray("crossings");
        for (Crossing crossing : duel.crossings()) {
            ObjectNode entry = crossings.addObject();
            entry.set(variable, estimate(crossing.scale()));
            entry.put("betterBelow", crossing.below()).put("betterAbove", crossing.above());
        }
        duel.shares()
                .ifPresent(shares -> node.putObject("crossingShares")
                        .put("withinRuns", shares.within())
                        .put("beforeTarget", shares.before())
                        .put("beyond", shares.beyond())
                        .put("never", shares.never()));
        duel.notBefore().ifPresent(scale -> FitJson.number(node, "noCrossingBefore", scale));
        ObjectNode multiplier = node.putObject("multiplier");
        multiplier.set(duel.second(), curve(duel.ofSecond(), variable));
        multiplier.set(duel.first(), curve(duel.ofFirst(), variable));
        duel.trend().fades().ifPresent(p -> node.put("probabilityFading", p));
        return node;
    }

    /** How much compute a recipe needs for the loss of the other, as a function of the other's. */
    private static ArrayNode curve(List<Multiplier> multipliers, String variable) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        multipliers.forEach(m -> {
            ObjectNode entry = estimate(m.times());
            ObjectNode point = node.addObject().put(variable, m.scale());
            point.setAll(entry);
        });
        return node;
    }

    private static ObjectNode nested(Nesting nesting) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        nesting.preferred().shared().forEach(node.putArray("preferred")::add);
        ArrayNode hypotheses = node.putArray("hypotheses");
        for (Nesting.Hypothesis hypothesis : nesting.hypotheses()) {
            ObjectNode entry = hypotheses.addObject();
            hypothesis.shared().forEach(entry.putArray("shared")::add);
            entry.put("parameters", hypothesis.parameters());
            FitJson.number(FitJson.number(entry, "aic", hypothesis.aic()), "bic", hypothesis.bic());
            hypothesis.error().ifPresent(error -> FitJson.number(entry, "backtestError", error));
        }
        ArrayNode gaps = node.putArray("differences");
        for (Nesting.Gap gap : nesting.gaps()) {
            ObjectNode entry = gaps.addObject()
                    .put("parameter", gap.parameter())
                    .put("better", gap.first())
                    .put("other", gap.second());
            entry.set(gap.ratio() ? "ratio" : "difference", estimate(gap.apart()));
            entry.put("credible", gap.credible());
        }
        return node;
    }

    private ObjectNode resampling() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("resamples", compared.resamples());
        compared.runs().ifPresent(table -> {
            JointDraws.Pairing pairing = table.fitted().pairing();
            node.put("cells", pairing.cells()).put("cellsInCommon", pairing.shared());
        });
        return node;
    }

    private static ObjectNode chance(Chance chance) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, "plain", chance.plain());
        put(node, "calibrated", chance.calibrated());
        return node;
    }

    private static void put(ObjectNode node, String key, OptionalDouble value) {
        value.ifPresent(v -> node.put(key, v));
    }

    private static ObjectNode estimate(Estimate estimate) {
        ObjectNode node = FitJson.number(JsonNodeFactory.instance.objectNode(), "estimate", estimate.value());
        estimate.plain().ifPresent(i -> ends(node, i));
        estimate.calibrated().ifPresent(i -> ends(node.putObject("calibrated"), i));
        return node;
    }

    private static void ends(ObjectNode node, Interval interval) {
        FitJson.number(FitJson.number(node, "low", interval.low()), "high", interval.high());
    }
}
