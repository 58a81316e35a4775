package org.isoflop.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isoflop.plan.Spending;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code isoflop plan FIT --flops 1e24}: which N and D. */
@Command(
        name = "plan",
        header = "Divide a budget between parameters and tokens.",
        customSynopsis = "isoflop plan FIT|LAW --flops C|--target-loss L [options]",
        description = {
            "FIT is a file of fit --save, LAW one of the catalogue. The answer is the best N and",
            "D with their intervals, how flat the optimum is, the loss to expect, and what limits",
            "of the plan cost."
        },
        footer = {
            "  isoflop plan runs.fit.json --flops 1e24",
            "  isoflop plan runs.fit.json --flops 1e20..1e26",
            "  isoflop plan runs.fit.json --flops 1e23 --unique-tokens 100B --serve 2T",
            "  isoflop plan runs.fit.json --target-loss 2.0 --max-params 7B",
            "  isoflop plan parscale-2025 --tokens 42B --flops 1e21 --choose P=1,2,4,8 --factor P"
        })
final class PlanCommand extends CliCommand {
    @Parameters(index = "0", paramLabel = "FIT|LAW", description = "A file of fit --save, or a law of the catalogue.")
    private String fit = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "GROUP=NAME", description = "Chooses among the fits of a file.")
    private List<String> group = List.of();

    @Mixin
    private PlanBudget budget;

    @Mixin
    private PlanLimits limits;

    @Option(
            names = "--serve",
            paramLabel = "D",
            description = "Tokens that the model will read and write when it is used: their FLOPs, a third of those of "
                    + "training each, are paid from the budget as well.")
    private @Nullable Double served;

    @Mixin
    private PlanReading reading;

    @Mixin
    private PlanChoice choice;

    @Option(names = "--sensitivity", description = "Which parameter of the law moves the decision.")
    private boolean sensitivity;

    @Option(names = "--level", paramLabel = "SHARE", description = "Level of the intervals (default: that of the fit).")
    private @Nullable Double level;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, String> chosenGroup = Call.check(spec, () -> Assignments.texts("the group", group));
        PlanBudget.Question question = Call.check(spec, budget::question);
        List<Map<String, Double>> choices = Call.check(spec, choice::choices);
        Spending spending = Call.check(spec, this::spending);
        Call.check(spec, reading::check);
        if (level != null) {
            double given = level;
            Call.check(spec, () -> Call.requireLevel(given));
        }
        Oracle oracle = Oracle.of(spec, fit, chosenGroup, Optional.ofNullable(level));
        var study = new PlanStudy(oracle, reading, spending, choices, choice::factor, limits.overTraining());
        List<PlanStudy.Answer> answers = study.answers(question);
        return answer(
                json
                        ? new PlanJson(oracle).of(answers)
                        : new PlanText(Style.ofTerminal(), oracle, fit).of(answers));
    }

    private Spending spending() {
        return Spending.TRAINING
                .within(limits.limits(reading.unique().stream().boxed().findFirst()))
                .serving(served == null ? 0 : Call.requirePositive("--serve", served));
    }
}
