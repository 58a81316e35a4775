package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.comparison.Comparison;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Duel;
import org.isoflop.comparison.Fairness;
import org.isoflop.comparison.Forecaster;
import org.isoflop.comparison.Hindcast;
import org.isoflop.comparison.JointDraws;
import org.isoflop.comparison.Nesting;
import org.isoflop.comparison.Path;
import org.isoflop.comparison.Standing;
import org.isoflop.data.RunsQuery;
import org.isoflop.fit.Progress;
import org.isoflop.forecast.Objection;
import org.isoflop.law.Model;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What {@code compare} does: recipes are fitted, or fits are read, and held against each other and against laws of the
 * literature.
 *
 * @param spec of the command, for mistakes in the call
 * @param options what is compared, and where
 * @param laws of the literature that take part
 * @param progress hears how far the work has come
 */
record CompareStudy(CommandSpec spec, CompareOptions options, CompareLaws laws, Progress progress) {
    /** Of more recipes than this the table of nested fits takes too long for what it tells. */
    private static final int MOST_NESTED = 30;

    /** The recipes of a table. */
    Compared ofRuns(RunsQuery query, CompareRows reader) {
        var warnings = new ArrayList<Objection>();
        Compared.Table table = reader.of(query.read(), warnings);
        Forecaster fitted = table.fitted();
        List<Contender> recipes =
                fitted.contenders(new JointDraws(options.resamples(), options.seed(), options.threads(), progress));
        Optional<Hindcast> hindcast =
                options.resamples() == 0 ? Optional.empty() : Hindcast.of(fitted, recipes, options.threads(), progress);
        if (hindcast.isEmpty()) {
            warnings.add(
                    uncalibrated(
                            options.resamples() == 0
                                    ? "no resamples, so that there are no intervals and no probabilities"
                                    : "too few runs for a back-test of the recipes: intervals and probabilities take the law for right"));
        }
        return compared(recipes, Optional.of(table), hindcast, warnings);
    }

    /** Saved fits, as they are. */
    Compared ofFits(CompareFits fits) {
        requireNothingToFit("saved fits are what they are", "Name the tables instead of the fits.");
        var warnings = new ArrayList<Objection>();
        boolean drawn = fits.contenders().stream().noneMatch(c -> c.draws().isEmpty());
        Optional<Hindcast> hindcast = fits.hindcast().filter(h -> drawn);
        if (hindcast.isEmpty()) {
            warnings.add(
                    uncalibrated(
                            drawn
                                    ? "a fit was saved without a back-test: intervals and probabilities take the laws for right"
                                    : "a fit was saved without resamples, so that there are no intervals and no probabilities"));
        }
        return compared(fits.contenders(), Optional.empty(), hindcast, warnings);
    }

    /** Laws of the literature among themselves. */
    Compared ofLaws() {
        requireNothingToFit("published laws are what they are", "Name a table or a fit beside them.");
        return compared(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(uncalibrated("published laws have no draws: there are no intervals and no probabilities")));
    }

    private void requireNothingToFit(String why, String wayOut) {
        if (options.by().isPresent() || !options.shared().isEmpty()) {
            throw new InputException("--by and --share are for tables, and " + why, wayOut);
        }
    }

    private static Objection uncalibrated(String why) {
        return new Objection("uncalibrated", why);
    }

    /** @param recipes those with runs of their own */
    private Compared compared(
            List<Contender> recipes,
            Optional<Compared.Table> table,
            Optional<Hindcast> hindcast,
            List<Objection> noted) {
        List<Contender> contenders = laws.beside(recipes, options.scale());
        if (!laws.isEmpty()) {
            CompareFits.requireComparable(contenders);
        }
        CompareTarget target = target(contenders);
        Comparison comparison = Comparison.of(target.question(), contenders, hindcast, options.threads());
        var warnings = new ArrayList<>(CompareVerdicts.of(comparison));
        warnings.addAll(noted);
        warnings.addAll(Fairness.of(
                contenders, table.map(Compared.Table::fitted), target.question().target()));
        return new Compared(
                target,
                comparison,
                others(comparison, hindcast),
                table,
                laws,
                hindcast,
                table.flatMap(read -> nesting(read, comparison)),
                recipes.stream().mapToInt(c -> c.draws().size()).min().orElse(0),
                warnings);
    }

    private CompareTarget target(List<Contender> contenders) {
        double largest =
                contenders.stream().mapToDouble(c -> c.span().high()).max().orElseThrow();
        List<Model> models =
                contenders.stream().map(Contender::model).distinct().toList();
        return Call.check(spec, () -> CompareTarget.of(options, models, largest));
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
        if (pair.stream().allMatch(c -> Path.Optimal.suits(c.model()))) {
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

    /** What recipes have in common, if one law with parameters of its own speaks for each. */
    private Optional<Nesting> nesting(Compared.Table table, Comparison comparison) {
        if (!(table.fitted() instanceof Contest contest)) {
            return Optional.empty();
        }
        boolean takesPart = contest.recipes().size() <= MOST_NESTED
                && IntStream.range(0, contest.recipes().size())
                        .allMatch(r -> contest.recipes().rows(r) > contest.parameters());
        return takesPart
                ? Optional.of(Nesting.of(
                        contest,
                        comparison.standings().stream()
                                .map(Standing::contender)
                                .filter(contender -> !contender.isPublished())
                                .toList(),
                        options.level(),
                        options.threads(),
                        progress))
                : Optional.empty();
    }
}
