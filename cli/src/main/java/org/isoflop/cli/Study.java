package org.isoflop.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.FitDocument;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Search;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Backtest;
import org.isoflop.forecast.Checklist;
import org.isoflop.forecast.Composition;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Outlook;
import org.isoflop.forecast.Rows;
import org.isoflop.forecast.Selection;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Prior;
import org.isoflop.law.Sample;
import org.isoflop.runs.Magnitude;
import org.isoflop.uncertainty.Bootstrap;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Intervals;

/**
 * What {@code fit} does with rows: the law is fitted and resampled, and objections are gathered.
 *
 * @param rows the rows and the law
 * @param fitter finds the optimum
 * @param bootstrap resamples it
 * @param unit the column whose values tell independent units apart; without it every row is one
 * @param kind of the intervals
 * @param level of the intervals
 * @param command the arguments that repeat it
 * @param trials makes back-tests
 * @param choice what back-tests are wanted for
 */
record Study(
        UsableRows rows,
        Fitter fitter,
        Bootstrap bootstrap,
        Optional<String> unit,
        IntervalKind kind,
        double level,
        List<String> command,
        Trials trials,
        Choice choice) {

    /** How often a prior may count, the plain one first. */
    private static final double[] PRIOR_WEIGHTS = {1, 0.25, 4};

    /** What back-tests are made for. */
    enum Choice {
        /** Nothing: the law is given. */
        GIVEN,
        /** A word on how far off it would have been. */
        TOLD,
        /** The intervals of its forecasts. */
        CALIBRATED,
        /** The law, and the intervals of the forecasts of all laws. */
        AUTO
    }

    /** Something to tell about a fit. */
    record Fact(String head, String text) {}

    /** A fit, the rows it met, and what to tell about it. */
    record Result(FitDocument document, Sample sample, List<Fact> facts) {}

    /** The law to fit, and what back-tests say. */
    private record Trusted(Model model, Sample sample, Optional<Outlook> outlook, List<Fact> facts) {}

    /** The law fitted to all rows. */
    Result ofAll() {
        return fit(rows.sample(), Optional.empty());
    }

    /** The law fitted to every group of rows by itself. */
    List<Result> ofGroups(String column) {
        if (choice == Choice.AUTO) {
            return chosenForGroups(column);
        }
        var results = new ArrayList<Result>();
        rows.groups(column).forEach((name, group) -> results.add(ofGroup(column, name, group.sample())));
        return results;
    }

    /** One law for all groups, each with a forecast of its own to which the others have lent what they know. */
    private List<Result> chosenForGroups(String column) {
        var groups = new LinkedHashMap<String, Sample>();
        rows.groups(column).forEach((name, group) -> groups.put(name, group.sample()));
        Map<String, Selection> selections = trials.select(groups);
        String law = Selection.common(List.copyOf(selections.values()));
        var results = new ArrayList<Result>();
        selections.forEach((name, selection) -> {
            var facts = new ArrayList<Fact>();
            Law believed = selection.law(law);
            if (!believed.priors().isEmpty() && selections.size() > 1) {
                facts.add(new Fact("lent", Prior.text(believed.priors())));
            }
            facts.add(new Fact("forecast", shares(selection)));
            results.add(fit(trusted(selection, believed, facts), Optional.of(name)));
        });
        return results;
    }

    private Result ofGroup(String column, String name, Sample group) {
        try {
            return fit(group, Optional.of(name));
        } catch (InputException e) {
            throw new InputException("%s = %s: %s".formatted(column, name, e.getMessage()), e.wayOut());
        }
    }

    private Result fit(Sample given, Optional<String> group) {
        List<Objection> warnings = new ArrayList<>();
        Trusted trusted = switch (choice) {
            case GIVEN -> weighed(given);
            case TOLD -> told(weighed(given));
            case CALIBRATED -> calibrated(weighed(given), warnings);
            case AUTO -> chosen(given);
        };
        return fit(trusted, group, warnings);
    }

    private Result fit(Trusted trusted, Optional<String> group) {
        return fit(trusted, group, List.of());
    }

    /** @param noted what there is to hold against the back-test */
    private Result fit(Trusted trusted, Optional<String> group, List<Objection> noted) {
        List<Objection> warnings = new ArrayList<>(rows.objections());
        warnings.addAll(noted);
        Sample sample = trusted.sample();
        Search search = fitter.search(trusted.model(), sample);
        int[] unitOf = unitOf(unit, sample);
        Draws draws = bootstrap.resamples() == 0 ? Draws.NONE : bootstrap.draw(search, unitOf);
        var intervals = kind.of(search, unitOf, draws, bootstrap.threads(), bootstrap.progress());
        warnings.addAll(Checklist.of(search.fit(), sample, draws));
        warnings.addAll(Composition.objections(search.fit(), sample));
        trusted.outlook().filter(outlook -> outlook.calibration().isEmpty()).ifPresent(outlook -> warnings.add(few()));
        return new Result(
                document(group, search.fit(), draws, warnings, intervals, trusted.outlook())
                        .with(Optional.of(sample.runs())),
                sample,
                trusted.facts());
    }

    /** A fit with what is needed to use and to repeat it. */
    FitDocument document(
            Optional<String> group,
            Fit fit,
            Draws draws,
            List<Objection> warnings,
            Intervals intervals,
            Optional<Outlook> outlook) {
        return new FitDocument(
                group,
                fit,
                draws,
                level,
                bootstrap.resamples(),
                bootstrap.seed(),
                unit.orElse("row"),
                rows.table().runs().origin().summary(),
                rows.table().sha256(),
                command,
                warnings,
                Version.current(),
                bootstrap.resampling(),
                intervals,
                outlook,
                Optional.empty());
    }

    private static Objection few() {
        return new Objection(
                "uncalibrated", "too few runs for a back-test: predict has only intervals that take the law for right");
    }

    /** The law that the back-test puts first, and the forecast of all. */
    private Trusted chosen(Sample given) {
        Selection selection = trials.select(Trials.forms(given.runs(), List.of()), given);
        var facts = new ArrayList<Fact>();
        long tied =
                selection.standings().stream().filter(Selection.Standing::tied).count();
        facts.add(new Fact(
                "chosen",
                "by back-test among %d laws%s"
                        .formatted(
                                selection.standings().size(),
                                tied > 1 ? ", as the simplest of %d that cannot be told apart".formatted(tied) : "")));
        Law law = selection.chosen().track().law();
        if (!law.priors().isEmpty()) {
            facts.add(new Fact("prior", Prior.text(law.priors())));
        }
        facts.add(new Fact("forecast", shares(selection)));
        return trusted(selection, law, facts);
    }

    private Trusted trusted(Selection selection, Law law, List<Fact> facts) {
        Rows tried = selection.backtest().rows();
        Model model = Model.of(law, tried.runs());
        Axis axis = trials.axis(tried.runs());
        facts.add(new Fact(
                "trust",
                trust(selection.backtest(), selection.weights(), axis) + "; " + Trials.agreement(selection, axis)));
        return new Trusted(model, tried.sample(model), Optional.of(selection.outlook(axis)), facts);
    }

    private static String shares(Selection selection) {
        var texts = new ArrayList<String>();
        for (Selection.Standing standing : selection.standings()) {
            if (standing.weight() > 0) {
                texts.add("%s %.0f%s%%".formatted(standing.track().law().id(), 100 * standing.weight(), Page.TIE));
            }
        }
        return String.join(", ", texts);
    }

    private static String trust(Backtest backtest, double[] weights, Axis axis) {
        return "back-tested inside these runs: " + Trials.line(backtest.misses(weights), axis, backtest.logarithmic());
    }

    /** The given law, its prior weighing as much as the back-test advises. */
    private Trusted weighed(Sample given) {
        Law law = rows.model().law();
        if (law.priors().isEmpty()) {
            return new Trusted(rows.model(), given, Optional.empty(), List.of());
        }
        List<Law> variants = DoubleStream.of(PRIOR_WEIGHTS)
                .mapToObj(weight -> law.believing(law.priors().stream()
                        .map(prior -> prior.weighing(weight))
                        .toList()))
                .toList();
        double weight = 1;
        String why;
        try {
            Selection selection = Selection.of(trials.errors(variants, given));
            Selection.Standing plain = standing(selection, variants.getFirst());
            Selection.Standing best = selection.standings().stream()
                    .min(Comparator.comparingDouble(Selection.Standing::error))
                    .orElseThrow();
            weight = plain.tied()
                    ? 1
                    : PRIOR_WEIGHTS[variants.indexOf(best.track().law())];
            why = weight == 1
                    ? "it counts once: the back-test knows no better weight"
                    : "it counts %s times: the back-test errs least so".formatted(Magnitude.digits(weight, 2));
        } catch (InputException _) {
            why = "it counts once: the runs are too few for a back-test";
        }
        double chosen = weight;
        Law believed = law.believing(
                law.priors().stream().map(prior -> prior.weighing(chosen)).toList());
        Model model = Model.of(believed, given.runs());
        return new Trusted(
                model,
                Sample.of(model, given.runs()).weighed(given.weights()),
                Optional.empty(),
                List.of(new Fact("prior", Prior.text(law.priors()) + "; " + why)));
    }

    private static Selection.Standing standing(Selection selection, Law law) {
        return selection.standings().stream()
                .filter(s -> s.track().law().equals(law))
                .findFirst()
                .orElseGet(selection::chosen);
    }

    /** The law, and what back-tests say of it where they are possible; nothing is kept that a forecast would need. */
    private Trusted told(Trusted given) {
        Trusted known = calibrated(given, new ArrayList<>());
        return new Trusted(known.model(), known.sample(), Optional.empty(), known.facts());
    }

    /** The law with what back-tests say of its forecasts, where they are possible. */
    private Trusted calibrated(Trusted given, List<Objection> warnings) {
        try {
            Axis axis = trials.axis(given.sample().runs());
            Backtest backtest = trials.plain(List.of(given.model().law()), given.sample());
            if (backtest.tracks().isEmpty() || backtest.cuts().isEmpty()) {
                warnings.add(few());
                return given;
            }
            double[] weights = {1};
            Outlook outlook = Outlook.of(backtest, weights, axis);
            var facts = new ArrayList<>(given.facts());
            if (outlook.calibration().isPresent()) {
                facts.add(new Fact("trust", trust(backtest, weights, axis)));
            }
            return new Trusted(given.model(), given.sample(), Optional.of(outlook), facts);
        } catch (InputException e) {
            String reason = String.valueOf(e.getMessage());
            warnings.add(new Objection(
                    "uncalibrated",
                    "no back-test, so that predict has only intervals that take the law for right: "
                            + reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1)));
            return given;
        }
    }

    /** For each row the number of its unit. */
    static int[] unitOf(Optional<String> unit, Sample sample) {
        return unit.map(column -> sample.runs().groupOf(column))
                .orElseGet(() -> IntStream.range(0, sample.size()).toArray());
    }
}
