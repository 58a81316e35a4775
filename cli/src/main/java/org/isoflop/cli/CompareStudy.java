package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isoflop.InputException;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Fairness;
import org.isoflop.comparison.Hindcast;
import org.isoflop.comparison.JointDraws;
import org.isoflop.comparison.Nesting;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Standing;
import org.isoflop.data.FitFile;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Objective;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.plan.Allocation;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What {@code compare} does: recipes are fitted, or fits are read, and held against each other.
 *
 * @param spec of the command, for mistakes in the call
 * @param runs the table
 * @param law the law and what is known of it
 * @param options what is compared, and where
 * @param progress hears how far the work has come
 */
record CompareStudy(CommandSpec spec, RunsOptions runs, LawOptions law, CompareOptions options, Progress progress) {
    /** A column with more values than this does not tell recipes apart. */
    private static final int MOST_RECIPES = 100;

    /** Of more recipes than this the table of nested fits takes too long for what it tells. */
    private static final int MOST_NESTED = 30;

    private static final int SHOWN = 5;

    /** The recipes of a table. */
    Compared ofRuns(RunsQuery query) {
        RunsQuery.Answer table = query.read();
        String by = options.by().orElseThrow(() -> unnamed(table.runs()));
        UsableRows rows = rows(table, by);
        var warnings = new ArrayList<>(rows.objections());
        Contest contest = enough(contest(rows, by), warnings);
        List<Contender> contenders =
                contest.contenders(new JointDraws(options.resamples(), options.seed(), options.threads(), progress));
        CompareTarget target = target(contenders);
        Optional<Hindcast> hindcast = options.resamples() == 0
                ? Optional.empty()
                : Hindcast.of(contest, contenders, options.threads(), progress);
        if (hindcast.isEmpty()) {
            warnings.add(
                    new Objection(
                            "uncalibrated",
                            options.resamples() == 0
                                    ? "no resamples, so that there are no intervals and no probabilities"
                                    : "too few runs for a back-test of the recipes: intervals and probabilities take the law for right"));
        }
        Comparison comparison = Comparison.of(target.question(), contenders, hindcast, options.threads());
        warnings.addAll(0, verdicts(comparison));
        warnings.addAll(
                Fairness.of(contenders, Optional.of(contest), target.question().target()));
        return new Compared(
                target,
                comparison,
                others(comparison, hindcast),
                Optional.of(new Compared.Table(rows, contest)),
                hindcast,
                nesting(contest, comparison),
                options.resamples(),
                warnings);
    }

    /** Saved fits, as they are. */
    Compared ofFits(CompareFits fits) {
        if (options.by().isPresent() || !options.shared().isEmpty()) {
            throw new InputException(
                    "--by and --share are for tables, and saved fits are what they are",
                    "Name the tables instead of the fits.");
        }
        List<Contender> contenders = fits.contenders();
        var warnings = new ArrayList<Objection>();
        boolean drawn = contenders.stream().noneMatch(c -> c.draws().isEmpty());
        Optional<Hindcast> hindcast = fits.hindcast().filter(h -> drawn);
        if (hindcast.isEmpty()) {
            warnings.add(
                    new Objection(
                            "uncalibrated",
                            drawn
                                    ? "a fit was saved without a back-test: intervals and probabilities take the laws for right"
                                    : "a fit was saved without resamples, so that there are no intervals and no probabilities"));
        }
        CompareTarget target = target(contenders);
        Comparison comparison = Comparison.of(target.question(), contenders, hindcast, options.threads());
        warnings.addAll(0, verdicts(comparison));
        warnings.addAll(
                Fairness.of(contenders, Optional.empty(), target.question().target()));
        int resamples =
                contenders.stream().mapToInt(c -> c.draws().size()).min().orElse(0);
        return new Compared(
                target,
                comparison,
                others(comparison, hindcast),
                Optional.empty(),
                hindcast,
                Optional.empty(),
                resamples,
                warnings);
    }

    private ParameterException unnamed(Runs runs) {
        List<String> labels = runs.columns().stream()
                .filter(column -> column instanceof Column.Labels l
                        && l.levels().size() > 1
                        && l.levels().size() < MOST_RECIPES)
                .map(Column::name)
                .toList();
        return Call.wrong(
                spec,
                "which recipes? No column is named that tells them apart",
                labels.isEmpty()
                        ? "Name it with --by COLUMN."
                        : "Name it with --by; columns of text here: " + String.join(", ", labels) + ".");
    }

    private UsableRows rows(RunsQuery.Answer table, String by) {
        Columns.require(table.runs(), by, "--by");
        Optional<String> named = options.unit().filter(column -> !column.equals(Units.ROW));
        named.ifPresent(column -> Columns.require(table.runs(), column, "--unit"));
        Law meant = law.named()
                .orElseGet(() -> law.adjusted(LawOptions.usual(table.runs().numberNames())));
        UsableRows rows = UsableRows.of(
                table,
                meant,
                objective().logarithmic(),
                Stream.concat(Stream.of(by), named.stream()).toList(),
                runs.skipBadRows());
        law.requireParameters(rows.model());
        UsableRows chosen = options.bestOf().isEmpty()
                ? rows
                : rows.bestOf(Stream.concat(options.bestOf().stream(), Stream.of(by))
                        .distinct()
                        .toList());
        return unit(chosen)
                .filter(unit -> options.unit().isEmpty())
                .map(unit -> chosen.noted(chosen.sample(), "rows of one %s taken together".formatted(unit)))
                .orElse(chosen);
    }

    /** The column whose values tell independent units apart; empty if every row is one. */
    private Optional<String> unit(UsableRows rows) {
        return options.unit().isPresent()
                ? options.unit().filter(column -> !column.equals(Units.ROW))
                : Units.recognised(rows.sample());
    }

    private Objective objective() {
        return options.objective().or(law::objective).orElse(Objective.DEFAULT);
    }

    private Contest contest(UsableRows rows, String by) {
        if (rows.model().variables().contains(by)) {
            throw new InputException(
                    "--by names %s, which the law reads".formatted(by),
                    "Recipes differ in something else; rows can be chosen with --where.");
        }
        List<String> shared = shared(rows.model());
        Contest contest = Contest.of(
                rows.model().law(),
                rows.sample().runs(),
                by,
                Study.unitOf(unit(rows), rows.sample()),
                options.fitter(objective()).progress(progress),
                shared);
        if (contest.size() == 1) {
            throw new InputException(
                    "%s is %s in every row: there is nothing to compare it with"
                            .formatted(by, contest.names().getFirst()),
                    "Name another column with --by, or read the other recipes' runs too.");
        }
        if (contest.size() > MOST_RECIPES) {
            throw new InputException(
                    "%s has %,d values, too many for recipes".formatted(by, contest.size()),
                    "Name a column that tells recipes apart, or choose some with --where.");
        }
        return contest;
    }

    /** The parameters that are meant: {@code C} means every {@code C[i]}. */
    private List<String> shared(Model model) {
        List<String> known = model.parameters().stream().map(Parameter::name).toList();
        options.shared().forEach(name -> {
            if (known.stream().noneMatch(p -> FitFile.isAmong(List.of(name), p))) {
                throw new InputException(
                        "--share names %s, which is no free parameter of the law".formatted(name),
                        Spelling.nearest(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Its parameters are " + String.join(", ", known) + "."));
            }
        });
        List<String> shared = known.stream()
                .filter(name -> FitFile.isAmong(options.shared(), name))
                .toList();
        if (shared.size() == known.size()) {
            throw new InputException(
                    "--share names all parameters: then the recipes are one", "Leave one to each recipe.");
        }
        return shared;
    }

    /** Without the recipes that have too few runs, unless they borrow. */
    private Contest enough(Contest contest, List<Objection> warnings) {
        if (!contest.shared().isEmpty()) {
            return contest;
        }
        int needed = contest.model().parameters().size() + 1;
        int[] kept = IntStream.range(0, contest.size())
                .filter(r -> contest.rowsOf().get(r).length >= needed)
                .toArray();
        if (kept.length == contest.size()) {
            return contest;
        }
        List<String> few = IntStream.range(0, contest.size())
                .filter(r -> contest.rowsOf().get(r).length < needed)
                .mapToObj(r -> "%s (%d)"
                        .formatted(contest.names().get(r), contest.rowsOf().get(r).length))
                .toList();
        String names = String.join(", ", few.subList(0, Math.min(SHOWN, few.size())))
                + (few.size() > SHOWN ? " and %,d more".formatted(few.size() - SHOWN) : "");
        String wayOut = "Add runs, choose a law with fewer parameters, or let recipes share some: --share alpha,beta.";
        if (kept.length < 2) {
            throw new InputException(
                    "too few runs to compare: the law has %d parameters, and recipes need one run more; %s"
                            .formatted(needed - 1, names),
                    wayOut);
        }
        warnings.add(new Objection(
                "left-out",
                Severity.CAUTION,
                "left out for want of runs, of which the law needs %d: %s".formatted(needed, names),
                wayOut));
        return contest.among(kept);
    }

    private CompareTarget target(List<Contender> contenders) {
        double largest =
                contenders.stream().mapToDouble(c -> c.span().high()).max().orElseThrow();
        List<Model> models =
                contenders.stream().map(Contender::model).distinct().toList();
        return Call.check(spec, () -> CompareTarget.of(options, models, largest));
    }

    /** What the reader must not miss. */
    private static List<Objection> verdicts(Comparison comparison) {
        var found = new ArrayList<Objection>();
        Duel duel = comparison.leading();
        String variable = duel.path().variable();
        duel.crossing()
                .filter(c -> c.above().equals(duel.first())
                        && c.scale().value() <= comparison.question().target())
                .ifPresent(c -> found.add(new Objection(
                        "reversal",
                        Severity.GRAVE,
                        "%s is better in small runs and loses in large ones%s: the curves cross at %s"
                                .formatted(
                                        c.below(),
                                        duel.better().believed().isPresent()
                                                ? ", with probability "
                                                        + CompareWords.probability(
                                                                duel.better().believed())
                                                : "",
                                        CompareWords.crossing(c, variable)),
                        "Do not choose by the small runs.")));
        List<String> unknown = comparison.standings().stream()
                .filter(standing -> !standing.known())
                .map(standing -> standing.contender().name())
                .toList();
        if (!unknown.isEmpty()) {
            found.add(new Objection(
                    "unknown-recipe",
                    Severity.GRAVE,
                    "so far beyond its runs next to nothing is known of %s, which is ranked last for it"
                            .formatted(String.join(", ", unknown)),
                    "Ask nearer to the runs with --at, or add larger runs."));
        }
        return found;
    }

    /** The leading pair along the other paths through the same place. */
    private List<Duel> others(Comparison comparison, Optional<Hindcast> hindcast) {
        Standing best = comparison.standings().getFirst();
        Comparison.Question question = comparison.question();
        double n = best.parameters();
        if (question.path() instanceof Path.Along || !(n > 0)) {
            return List.of();
        }
        double d = question.target() / Path.FLOPS / n;
        List<Contender> pair = comparison.standings().subList(0, 2).stream()
                .map(Standing::contender)
                .toList();
        var paths = new ArrayList<Path>();
        if (pair.stream().allMatch(c -> Allocation.suits(c.model()))) {
            paths.add(new Path.Optimal());
        }
        paths.add(new Path.Ratio(d / n));
        paths.add(new Path.Parameters(n));
        paths.add(new Path.Tokens(d));
        return paths.stream()
                .filter(path -> path.getClass() != question.path().getClass())
                .map(path -> Comparison.of(question.along(path), pair, hindcast, options.threads())
                        .leading())
                .toList();
    }

    private Optional<Nesting> nesting(Contest contest, Comparison comparison) {
        boolean takesPart = contest.size() <= MOST_NESTED
                && IntStream.range(0, contest.size())
                        .allMatch(r -> contest.rowsOf().get(r).length
                                > contest.model().parameters().size());
        return takesPart
                ? Optional.of(Nesting.of(
                        contest,
                        comparison.standings().stream().map(Standing::contender).toList(),
                        options.level(),
                        options.threads(),
                        progress))
                : Optional.empty();
    }
}
