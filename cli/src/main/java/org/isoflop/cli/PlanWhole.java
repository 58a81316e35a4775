package org.isoflop.cli;

import org.isoflop.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether a plan tells everything that its run needs. */
@Command(optionListHeading = "%nThe whole run:%n")
final class PlanWhole {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec call;

    @Option(
            names = "--full",
            description = "All that the run needs to start: shape, hyperparameters, and with --accelerator and --gpus "
                    + "layout, memory, time and cost; and every assumption with its source.")
    private boolean full;

    boolean isWanted() {
        return full;
    }

    /**
     * Where the value of an option comes from.
     *
     * @param usual why the default is what it is
     */
    String origin(String option, String usual) {
        return isGiven(option) ? "given by " + option : "default of %s, %s".formatted(option, usual);
    }

    boolean isGiven(String option) {
        return call.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Refuses what has no single run at its end. */
    void requireOneRun(PlanBudget.Question question, boolean lossless) {
        if (!full) {
            return;
        }
        if (lossless) {
            throw new InputException(
                    "--full tells of a run and its loss, and this plan knows no loss",
                    "Plan with a fit or a law of the loss in N and D.");
        }
        if (question instanceof PlanBudget.Question.Spend(var budgets) && budgets.length > 1) {
            throw new InputException(
                    "--full tells of one run, and these are %,d budgets".formatted(budgets.length),
                    "Give one of them, such as --flops 1e24.");
        }
        if (isGiven("--max-days")) {
            throw new InputException(
                    "--full takes batch and machine from elsewhere, and --max-days would choose its own",
                    "Give --days with --gpus and --accelerator, or leave out one of them.");
        }
    }
}
