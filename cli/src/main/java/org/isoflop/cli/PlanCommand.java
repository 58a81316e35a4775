package org.isoflop.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.isoflop.InputException;
import org.isoflop.data.RunsQuery;
import org.isoflop.data.WorkingFolder;
import org.isoflop.formula.Formula;
import org.isoflop.plan.AllocationRule;
import org.isoflop.plan.Optimum;
import org.isoflop.plan.Spending;
import org.isoflop.plan.Throughput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop plan FIT --flops 1e24}: which N and D. */
@Command(
        name = "plan",
        header = "Divide a budget between parameters and tokens.",
        customSynopsis = {
            "isoflop plan FIT|LAW... --flops C|--target-loss L [options]",
            "       isoflop plan RUNS --method parabolas --flops C [options]"
        },
        description = {
            "FIT is a file of fit --save, LAW one of the catalogue. The answer is the best N and",
            "D with their intervals, how flat the optimum is, the loss to expect, and what limits",
            "of the plan cost. Several of them are tried for each budget, and the best is taken."
        },
        footer = {
            "  isoflop plan runs.fit.json --flops 1e24",
            "  isoflop plan runs.fit.json --flops 1e20..1e26",
            "  isoflop plan runs.fit.json --flops 1e23 --unique-tokens 100B --serve 2T",
            "  isoflop plan runs.fit.json --target-loss 2.0 --max-params 7B",
            "  isoflop plan runs.fit.json --days 30 --gpus 1024 --accelerator H100 --mfu 0.4",
            "  isoflop plan runs.fit.json --days 30 --gpus 1024 --accelerator H100 --full",
            "  isoflop plan patches.fit.json --adaptive --flops 1e20",
            "  isoflop plan parscale-2025 --tokens 42B --flops 1e21 --choose P=1,2,4,8 --factor P"
        })
final class PlanCommand extends CliCommand {
    private static final Pattern TABLE = Pattern.compile(".*\\.(csv|tsv|parquet|jsonl|ndjson)(\\.gz)?");

    private static final double USUAL_LEVEL = 0.9;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private PlanBudget budget;

    @Mixin
    private PlanLimits limits;

    @Mixin
    private MachineOptions machine;

    @Mixin
    private PlanTime time;

    @Mixin
    private PlanServing serving;

    @Mixin
    private PlanCount counting;

    @Mixin
    private PlanReading reading;

    @Mixin
    private PlanChoice choice;

    @Mixin
    private PlanWhole whole;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            description =
                    "parabolas (approach 2) or envelope (approach 1) plan from a table, without a law of the loss.")
    private @Nullable String method;

    @Option(
            names = "--adaptive",
            description = "One run that changes its shape on the way: laws, groups of a fit or values of --choose are "
                    + "shapes, each with its loss over compute.")
    private boolean adaptive;

    @Option(names = "--sensitivity", description = "Which parameter of the law moves the decision.")
    private boolean sensitivity;

    @Option(names = "--level", paramLabel = "SHARE", description = "Level of the intervals (default: that of the fit).")
    private @Nullable Double level;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        PlanBudget.Question question = Call.check(spec, () -> budget.question(machine));
        List<Map<String, Double>> choices = Call.check(spec, choice::choices);
        double[] days = Call.check(spec, () -> time.days());
        List<Spending> spendings = Call.check(spec, () -> spendings(days));
        Optional<Throughput> throughput = Call.check(spec, () -> machine.throughput());
        Call.check(spec, reading::check);
        if (level != null) {
            double given = level;
            Call.check(spec, () -> Call.requireLevel(given));
        }
        Call.check(spec, () -> whole.requireOneRun(question, method != null));
        if (method != null) {
            return answer(byTrend(method, question));
        }
        if (adaptive) {
            Call.check(spec, () -> whole.requireOneRun(question, true));
            return answer(byShapes(question, choices, spendings.getFirst()));
        }
        List<Oracle> oracles = names().stream()
                .map(name -> Oracle.of(spec, name, group(), Optional.ofNullable(level)))
                .toList();
        Oracle oracle = oracles.getFirst();
        if (AllocationRule.suits(oracle.model())) {
            Call.check(spec, () -> whole.requireOneRun(question, true));
            return answer(byRule(oracle, question));
        }
        Map<String, Formula> lets = Call.check(spec, () -> runs.lets());
        List<List<PlanStudy.Answer>> ofLaws = oracles.stream()
                .map(one -> new PlanStudy(one, reading, lets, choices, choice::factor, limits.overTraining()))
                .map(study -> spendings.stream()
                        .flatMap(spending -> study.answers(question, spending).stream())
                        .toList())
                .toList();
        List<PlanStudy.Answer> answers = PlanStudy.envelope(ofLaws, question);
        var setting = new PlanSetting(
                throughput,
                counting,
                reading.unique(),
                days,
                time.tokensAtATime(),
                Call.check(spec, () -> time.continued()));
        Optional<PlanSheet> sheet = whole.isWanted()
                ? Optional.of(PlanSheet.of(setting, answers.getFirst().best(), whole))
                : Optional.empty();
        return answer(
                json
                        ? new PlanJson(oracle, setting, sensitivity, sheet).of(answers)
                        : new PlanText(Style.ofTerminal(), oracle, setting, sensitivity, sheet).of(answers));
    }

    /** A file that is not there is told by those who look for it. */
    private static boolean isTable(String name) {
        return TABLE.matcher(name).matches() && WorkingFolder.isThere(name);
    }

    /** One run through the shapes that the call names. */
    private String byShapes(PlanBudget.Question question, List<Map<String, Double>> choices, Spending spending) {
        List<PlanShapes.Named> laws = names().stream()
                .flatMap(name -> PlanShapes.named(spec, name, group(), Optional.ofNullable(level)).stream())
                .toList();
        Map<String, Formula> lets = Call.check(spec, () -> runs.lets());
        var plan = PlanShapes.plan(laws, reading, lets, choices, choice::factor, spending);
        List<PlanAdaptive.Answer> answers = plan.answers(question);
        return json
                ? new PlanAdaptiveJson(plan).of(answers)
                : new PlanAdaptiveText(Style.ofTerminal(), plan).of(answers);
    }

    /** One law, or several whose lower envelope is followed. */
    private List<String> names() {
        List<String> names =
                runs.inputs().stream().filter(input -> input.indexOf('=') < 0).toList();
        if (names.isEmpty()) {
            throw Call.wrong(
                    spec, "which law? Name a file of fit --save, or a law", "Such as chinchilla-besiroglu-2024.");
        }
        names.stream().filter(WorkingFolder::hasFolder).findFirst().ifPresent(folder -> {
            throw new InputException(
                    folder + " is a folder; the file of a fit was expected",
                    "Make one with isoflop fit RUNS --save FILE.");
        });
        names.stream().filter(PlanCommand::isTable).findFirst().ifPresent(table -> {
            throw Call.wrong(
                    spec,
                    table + " is a table of runs, not a fit",
                    "Fit a law first, isoflop fit %s --save FILE, or take --method parabolas.".formatted(table));
        });
        return names;
    }

    /** For a file with a fit per group, the one that is meant. */
    private Map<String, String> group() {
        List<String> groups =
                runs.inputs().stream().filter(input -> input.indexOf('=') >= 0).toList();
        return Call.check(spec, () -> Assignments.texts("the group", groups));
    }

    private String byTrend(String name, PlanBudget.Question question) {
        var chosen = Call.check(
                spec, () -> Call.choice("--method", PlanByTrend.Method.values(), PlanByTrend.Method::label, name));
        if (!(question instanceof PlanBudget.Question.Spend(var budgets))) {
            throw Call.wrong(spec, "--method %s knows no loss".formatted(name), "Give --flops, or plan with a fit.");
        }
        RunsQuery query = Call.check(spec, runs::query);
        var plan =
                PlanByTrend.of(query.read(), runs.skipBadRows(), chosen, budgets, level == null ? USUAL_LEVEL : level);
        return json ? plan.json() : plan.text(Style.ofTerminal());
    }

    private String byRule(Oracle oracle, PlanBudget.Question question) {
        Map<String, Double> given = Call.check(spec, reading::given);
        var rule = new PlanByRule(
                oracle,
                new AllocationRule(oracle.model(), given, oracle.forecast().theta()));
        List<Optimum> runs = rule.answers(question);
        return json ? rule.json(runs) : rule.text(Style.ofTerminal(), runs);
    }

    /** What may be spent on what: once for every limit of time, or once without one. */
    private List<Spending> spendings(double[] days) {
        Spending spending = Spending.TRAINING
                .counting(counting.cost())
                .within(limits.limits(reading.unique(), serving.sizes(machine)))
                .serving(serving.served(machine));
        return days.length == 0
                ? List.of(spending)
                : Arrays.stream(days)
                        .mapToObj(limit -> spending.before(time.after(limit, machine)))
                        .toList();
    }
}
