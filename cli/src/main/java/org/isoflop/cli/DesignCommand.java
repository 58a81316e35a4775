package org.isoflop.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isoflop.InputException;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.data.FitJson;
import org.isoflop.data.TableWriter;
import org.isoflop.data.WorkingFolder;
import org.isoflop.design.Candidate;
import org.isoflop.design.Design;
import org.isoflop.design.Limits;
import org.isoflop.design.Proposal;
import org.isoflop.design.Target;
import org.isoflop.design.Trial;
import org.isoflop.fit.Objective;
import org.isoflop.law.Model;
import org.isoflop.runs.Runs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop design FIT --budget F --target C=…}: which runs next teach most about the target. */
@Command(
        name = "design",
        header = "Choose the next runs: those that teach most about a target for their FLOPs.",
        customSynopsis = {
            "isoflop design FIT|RUNS... --budget F --target C=... [options]",
            "       isoflop design LAW --budget F --target C=... [options]"
        },
        description = {
            "FIT is a file of fit --save, whose table is then read again; RUNS is a table. With",
            "a law of the catalogue, or --formula and --set, nothing has been run yet, and the",
            "first ladder is laid as if that law were true. The target is the loss of the best",
            "run for so many FLOPs (C=1e24), or of one place (N=70B,D=1.4T)."
        },
        footer = {
            "  isoflop design runs.fit.json --budget 1e21 --target C=1e24",
            "  isoflop design runs.csv --budget 1e21 --target C=1e24 --for N --sizes 100M,300M,1B",
            "  isoflop design runs.csv --by recipe --budget 1e21 --target C=1e24 --slots 4",
            "  isoflop design chinchilla-besiroglu-2024 --budget 1e20 --target C=1e22"
        })
final class DesignCommand extends CliCommand {
    private static final String TARGET = "--target";

    private static final String COMPUTE = "C";

    @Option(
            names = TARGET,
            paramLabel = "C=1e24",
            description = "Where the decision falls: FLOPs that are divided in the best way, or a place.")
    private List<String> target = List.of();

    @Option(
            names = "--for",
            paramLabel = "WHAT",
            defaultValue = "loss",
            description = "What is to be known: loss, N (the best size for the target's FLOPs) or parameters, all of "
                    + "the law alike (default: ${DEFAULT-VALUE}).")
    private String purpose = "loss";

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "Two recipes, each with its own law: which is better at the target?")
    private @Nullable String by;

    @Option(
            names = "--tables",
            paramLabel = "K",
            defaultValue = "500",
            description = "Simulated tables that check the expected interval (default: ${DEFAULT-VALUE}; 0 for none).")
    private int tables;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the runs to do, one a row (CSV or TSV).")
    private @Nullable Path save;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Mixin
    private DesignBudget budget;

    @Mixin
    private MachineOptions machine;

    @Mixin
    private DesignLimits limits;

    @Mixin
    private DesignAssumptions assumptions;

    @Mixin
    private PictureOptions picture;

    @Mixin
    private RunsOptions runs;

    @Mixin
    private LawOptions law;

    @Mixin
    private FitOptions fit;

    @Override
    public Integer call() {
        Map<String, Double> place = Call.check(spec, this::checked);
        double flops = Call.check(spec, () -> budget.flops(machine));
        Call.check(spec, picture::check);
        picture.checkWritable();
        if (save != null) {
            TableWriter.checkWritable(save, picture.force());
        }
        DesignAnswer found;
        try (var progress = ProgressLine.of(spec)) {
            DesignSubject subject = isAssumed() ? assumed() : fitted(progress);
            found = answer(subject, flops, place, progress);
        }
        if (save != null) {
            TableWriter.write(new DesignTable(found).runs(), save);
        }
        if (picture.file().isPresent()) {
            picture.write(new DesignChart(found).chart());
        }
        return answer(
                json
                        ? FitJson.text(new DesignJson(found).node())
                        : picture.under(new DesignText(Style.ofTerminal(), found).text(Optional.ofNullable(save))));
    }

    /** What of the call can be wrong without a table; the place of the target. */
    private Map<String, Double> checked() {
        limits.check();
        assumptions.check();
        fit.check();
        law.check();
        if (law.isAuto()) {
            throw new InputException(
                    "--law auto chooses a law by back-tests; a design is for a law that has been chosen",
                    "Let isoflop fit RUNS --law auto --save runs.fit.json choose it, then isoflop design runs.fit.json.");
        }
        Call.requireAtLeast("--tables", 0, tables);
        if (fit.group().isPresent()) {
            throw new InputException(
                    "--group makes a fit for every group; a design is for one law or two", "Use --by COLUMN.");
        }
        Map<String, Double> place = Assignments.numbers(TARGET, target);
        place.forEach((name, value) -> DesignLimits.requirePositive(TARGET + " " + name, value));
        if (purpose() != DesignPurpose.PARAMETERS && place.isEmpty()) {
            throw new InputException(
                    "what is to be known better?", "Say where: --target C=1e24 or --target N=70B,D=1.4T.");
        }
        if (purpose() == DesignPurpose.SIZE && !place.keySet().equals(Set.of(COMPUTE))) {
            throw new InputException("--for N asks for the best size for a budget", "Say --target C=….");
        }
        if (by != null && purpose() != DesignPurpose.LOSS) {
            throw new InputException(
                    "--by compares losses at the target; --for %s is for one law"
                            .formatted(purpose().label()),
                    "Leave one of them out.");
        }
        return place;
    }

    private DesignPurpose purpose() {
        return Call.choice("--for", DesignPurpose.values(), DesignPurpose::label, purpose);
    }

    /** Whether no run is named: a law of the catalogue, or a formula with its parameters. */
    private boolean isAssumed() {
        List<String> inputs = runs.inputs();
        return inputs.isEmpty() && !assumptions.values().isEmpty()
                || inputs.size() == 1 && isNameOfLaw(inputs.getFirst());
    }

    private static boolean isNameOfLaw(String text) {
        return !text.contains(".") && !text.contains("/") && !text.contains("*") && !WorkingFolder.isThere(text);
    }

    private DesignSubject assumed() {
        Map<String, Double> given = Assignments.numbers("--set", assumptions.values());
        String id = runs.inputs().isEmpty() ? "" : runs.inputs().getFirst();
        Planted planted = Call.check(
                spec,
                () -> id.isEmpty()
                        ? new Planted(
                                law.named()
                                        .orElseThrow(() -> new InputException(
                                                "--set gives parameters to no law", "Name it, or write --formula.")),
                                given)
                        : Planted.published(id, given));
        String origin = id.isEmpty()
                ? "with the parameters of --set"
                : "by " + Catalogue.builtIn().entry(id).source().citation();
        Objective objective = fit.objective().orElse(Objective.DEFAULT);
        Set<String> columns = new LinkedHashSet<>(limits.columns(planted.law()));
        return Call.check(
                spec, () -> DesignSubject.assumed(planted, origin, objective, assumptions, columns, fit.seed()));
    }

    private DesignSubject fitted(ProgressLine progress) {
        if (!assumptions.values().isEmpty()) {
            throw Call.wrong(
                    spec, "--set gives parameters to a law without runs, and runs are named", "Leave one of them out.");
        }
        Source source = Source.ofOne(new Request(spec, runs, law, fit), Optional.ofNullable(by));
        return DesignSubject.fitted(source, Optional.ofNullable(by), limits, assumptions, progress);
    }

    private DesignAnswer answer(
            DesignSubject subject, double budget, Map<String, Double> place, ProgressLine progress) {
        Model model = subject.laws().getFirst().model();
        Target wanted = new DesignTarget(purpose(), place, limits).of(model);
        Runs places = limits.places(model.variables(), budget, subject.smallest());
        String cost = limits.cost(places);
        List<Candidate> candidates = subject.candidates(places, cost, limits.seeds());
        var design =
                new Design(subject.drifting(candidates, wanted), wanted, candidates, new Limits(budget, limits.most()));
        Proposal proposal = design.propose();
        int simulations = wanted instanceof Target.Parameters ? 0 : tables;
        var trial = new Trial(design, fit.fitter(subject.objective()).progress(progress), simulations);
        return new DesignAnswer(
                subject,
                design,
                purpose(),
                place,
                cost,
                proposal,
                design.curve(),
                new DesignAnswer.Simulated(simulations, trial.spread(List.of()), trial.spread(proposal.runs())),
                limits.slots(),
                machine.throughput(),
                fit.level());
    }
}
