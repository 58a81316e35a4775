package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Prediction;
import org.isoflop.formula.Formula;
import org.isoflop.law.Parameter;
import org.isoflop.plan.Limits;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Plan;
import org.isoflop.plan.Planner;
import org.isoflop.plan.Sensitivity;
import org.isoflop.plan.Spending;
import org.isoflop.runs.Magnitude;

/**
 * Puts a question to a law, once for every budget and every further choice.
 *
 * @param lets what else the law reads, as expressions of N and D
 * @param choices values of a further column of the law, to be tried one after the other
 * @param factor how many times the FLOPs of training count under a choice
 * @param overTraining so many times the best number of tokens per parameter
 */
record PlanStudy(
        Oracle oracle,
        PlanReading reading,
        Map<String, Formula> lets,
        List<Map<String, Double>> choices,
        ToDoubleFunction<Map<String, Double>> factor,
        Optional<Double> overTraining) {

    /**
     * A plan, and the case it was made for.
     *
     * @param prediction what to expect of its run
     * @param objections what to hold against it
     */
    record Planned(PlanCase of, Plan plan, Optional<Prediction> prediction, List<Objection> objections) {
        private static Planned of(PlanCase of, Plan found) {
            requireRun(found.optimum());
            Plan plan = of.determined(found);
            Optional<Prediction> prediction = of.prediction(plan);
            return new Planned(of, plan, prediction, of.objections(plan, prediction));
        }

        private static void requireRun(Optimum best) {
            if (best.parameters() < 1 || best.tokens() < 1) {
                throw new InputException(
                        "this buys no run: the best would have %s parameters on %s tokens"
                                .formatted(Magnitude.count(best.parameters()), Magnitude.count(best.tokens())),
                        "Give a larger budget, or a lower loss.");
            }
        }

        /** Which parameter of the law moves the decision. */
        List<Sensitivity> sensitivity() {
            List<String> names = of.oracle().model().parameters().stream()
                    .map(Parameter::name)
                    .toList();
            return Sensitivity.of(of.planner(), names, plan.optimum().budget());
        }
    }

    /**
     * The answer for one budget.
     *
     * @param all the plans for every choice that has one, the best first
     */
    record Answer(List<Planned> all) {
        Planned best() {
            return all.getFirst();
        }

        /** Whether more than one law was tried. */
        boolean isOfSeveralLaws() {
            return all.stream().map(p -> p.of().oracle().name()).distinct().count() > 1;
        }
    }

    /** For every budget the plans of all laws, the best first: the lower envelope of several laws, such as shapes. */
    static List<Answer> envelope(List<List<Answer>> ofLaws, PlanBudget.Question question) {
        return IntStream.range(0, ofLaws.getFirst().size())
                .mapToObj(i -> new Answer(ofLaws.stream()
                        .flatMap(answers -> answers.get(i).all().stream())
                        .sorted(better(question))
                        .toList()))
                .toList();
    }

    private static Comparator<Planned> better(PlanBudget.Question question) {
        return switch (question) {
            case PlanBudget.Question.Spend _ ->
                Comparator.comparingDouble(p -> p.plan().optimum().loss());
            case PlanBudget.Question.Reach _ ->
                Comparator.comparingDouble(p -> p.plan().budget().value());
        };
    }

    /** An answer for every budget. */
    List<Answer> answers(PlanBudget.Question question, Spending spending) {
        Comparator<Planned> better = better(question);
        return switch (question) {
            case PlanBudget.Question.Spend(var budgets) ->
                Arrays.stream(budgets)
                        .mapToObj(flops -> answer(spending, planner -> planner.spend(flops), better))
                        .toList();
            case PlanBudget.Question.Reach(var loss) ->
                List.of(answer(spending, planner -> planner.reach(loss), better));
        };
    }

    private Answer answer(Spending spending, Function<Planner, Plan> ask, Comparator<Planned> better) {
        var found = new ArrayList<Planned>();
        InputException refused = null;
        for (Map<String, Double> chosen : choices) {
            try {
                found.add(planned(spending, chosen, ask));
            } catch (InputException e) {
                refused = refused == null ? e : refused;
            }
        }
        if (found.isEmpty() && refused != null) {
            throw refused;
        }
        found.sort(better);
        return new Answer(found);
    }

    private Planned planned(Spending spending, Map<String, Double> chosen, Function<Planner, Plan> ask) {
        Spending costly = spending.times(factor.applyAsDouble(chosen));
        PlanCase one = PlanCase.of(oracle, reading, lets, costly, chosen);
        Plan plan = ask.apply(one.planner());
        if (overTraining.isEmpty()) {
            return Planned.of(one, plan);
        }
        double ratio = overTraining.get() * plan.optimum().ratio();
        Limits limits = spending.limits().ratio(Limits.Range.at(ratio));
        PlanCase over = PlanCase.of(oracle, reading, lets, costly.within(limits), chosen);
        return Planned.of(over, ask.apply(over.planner()));
    }
}
