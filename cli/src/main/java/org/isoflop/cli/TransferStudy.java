package org.isoflop.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.isoflop.forecast.Objection;
import org.isoflop.transfer.Quantity;
import org.isoflop.transfer.RuleSet;
import org.isoflop.transfer.Shape;
import org.isoflop.transfer.TensorClass;
import org.isoflop.transfer.Transfer;

/**
 * A rule set applied, and what the others say.
 *
 * @param transfer the rule set, between proxy and target
 * @param tuned what was tuned on the proxy
 * @param all every rule set of the catalogue
 */
record TransferStudy(Transfer transfer, Tuned tuned, List<RuleSet> all) {
    /** Matrices of the layers stand for what papers disagree about. */
    private static final TensorClass MATRIX = TensorClass.MLP_IN;

    /** For a quantity of matrices each factor that some rule set names, with the rule sets; the smallest first. */
    Map<Double, List<String>> answers(Quantity quantity) {
        var answers = new TreeMap<Double, List<String>>();
        for (RuleSet rules : all) {
            // Another optimizer has another learning rate: that is no dispute.
            if (quantity == Quantity.LEARNING_RATE
                    && !rules.optimizer().equals(transfer.rules().optimizer())) {
                continue;
            }
            OptionalDouble factor = new Transfer(rules, transfer.proxy(), transfer.target()).factor(MATRIX, quantity);
            factor.ifPresent(f -> answers.computeIfAbsent(rounded(f), key -> new ArrayList<>())
                    .add(rules.id()));
        }
        return answers;
    }

    /** Factors that differ by rounding are one answer. */
    private static double rounded(double factor) {
        return Double.parseDouble("%.9e".formatted(factor));
    }

    /** The quantities about which the rule sets disagree here. */
    Map<Quantity, Map<Double, List<String>>> disputed() {
        var disputed = new LinkedHashMap<Quantity, Map<Double, List<String>>>();
        for (Quantity quantity : List.of(Quantity.WEIGHT_DECAY, Quantity.LEARNING_RATE)) {
            Map<Double, List<String>> answers = answers(quantity);
            if (answers.size() > 1) {
                disputed.put(quantity, answers);
            }
        }
        return disputed;
    }

    /** What there is to mind. */
    List<Objection> objections() {
        var objections = new ArrayList<Objection>();
        Shape proxy = transfer.proxy();
        Shape target = transfer.target();
        grows(objections, "width", proxy.width(), target.width());
        grows(objections, "depth", proxy.depth(), target.depth());
        grows(objections, "batch", proxy.batch(), target.batch());
        grows(objections, "tokens", proxy.tokens(), target.tokens());
        if (proxy.headDim() != target.headDim() && transfer.rules().attention().isEmpty()) {
            objections.add(
                    new Objection("head-dim", "the size of a head changes, and these rules say nothing of attention"));
        }
        return objections;
    }

    private void grows(List<Objection> objections, String what, double proxy, double target) {
        if (proxy != target && !transfer.rules().promises().contains(what)) {
            boolean isTraining = what.equals("batch") || what.equals("tokens");
            objections.add(new Objection(
                    "not-promised",
                    "the %s changes %s times, and %s does not promise that hyperparameters carry over with it%s"
                            .formatted(
                                    what,
                                    org.isoflop.runs.Magnitude.digits(target / proxy, 3),
                                    transfer.rules().id(),
                                    isTraining ? ": see isoflop hyper" : "")));
        }
    }
}
