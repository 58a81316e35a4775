package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.data.FitFile;
import org.isoflop.fit.Fit;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.SharedSearch;
import org.isoflop.forecast.Objection;
import org.isoflop.formula.Spelling;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Parameter;
import org.isoflop.law.Prior;
import org.isoflop.law.Sample;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.GroupBootstrap;
import org.isoflop.uncertainty.Intervals;

/**
 * What {@code fit --group --share} does with rows: one law for all groups, some of its parameters common.
 *
 * @param study what a fit to the rows needs
 * @param shared the parameters that are common to all groups
 */
record SharedStudy(Study study, List<String> shared) {

    /** A fit for every group; they share parameters and draws. */
    List<Study.Result> ofGroups(String column) {
        List<String> members = members(study.rows().model(), shared);
        Sample sample = study.rows().sample();
        int[] groupOf = sample.runs().groupOf(column);
        List<String> names = List.copyOf(sample.runs().groups(column).keySet());
        Fitter fitter = study.fitter();
        SharedSearch search = SharedSearch.of(fitter, study.rows().model(), sample, groupOf, names, members);
        List<Draws> draws = draws(search, groupOf, sample.runs());
        List<UsableRows> groups = List.copyOf(study.rows().groups(column).values());
        return IntStream.range(0, names.size())
                .mapToObj(g -> result(
                        search, g, names.get(g), draws.get(g), groups.get(g).sample()))
                .toList();
    }

    /**
     * The parameters that are meant: {@code C} means every {@code C[i]}.
     *
     * @throws InputException if one of the names is no free parameter of the law
     */
    static List<String> members(Model model, List<String> shared) {
        List<String> known = model.parameters().stream().map(Parameter::name).toList();
        shared.forEach(name -> {
            if (known.stream().noneMatch(p -> FitFile.isAmong(List.of(name), p))) {
                throw new InputException(
                        "--share names %s, which is no free parameter of the law".formatted(name),
                        Spelling.nearest(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("Its parameters are " + String.join(", ", known) + "."));
            }
        });
        return known.stream().filter(name -> FitFile.isAmong(shared, name)).toList();
    }

    private List<Draws> draws(SharedSearch search, int[] groupOf, Runs runs) {
        var bootstrap = study.bootstrap();
        if (bootstrap.resamples() == 0) {
            return search.fits().stream().map(fit -> Draws.NONE).toList();
        }
        int[] unitOf = study.unit()
                .map(runs::groupOf)
                .orElseGet(() -> IntStream.range(0, runs.size()).toArray());
        return new GroupBootstrap(bootstrap.resamples(), bootstrap.seed(), bootstrap.threads(), bootstrap.progress())
                .draw(search, groupOf, unitOf);
    }

    private Study.Result result(SharedSearch search, int group, String name, Draws draws, Sample rows) {
        Fit fit = search.fits().get(group);
        var warnings = new ArrayList<>(study.rows().objections());
        if (!fit.diagnostics().stop().converged()) {
            warnings.add(new Objection(
                    "not-converged",
                    "the search " + fit.diagnostics().stop().describe() + ": do not trust the estimates"));
        }
        if (!fit.diagnostics().atBound().isEmpty()) {
            warnings.add(new Objection(
                    "at-bound",
                    "%s ended on a bound"
                            .formatted(String.join(", ", fit.diagnostics().atBound()))));
        }
        if (search.borrows(group)) {
            warnings.add(new Objection(
                    "borrowed",
                    "%s for %s of its own: drawn to the mean of the other groups, as far as their spread allows"
                            .formatted(
                                    Page.count(fit.rows(), "run", "runs"),
                                    Page.count(search.ownParameters(), "parameter", "parameters"))));
        }
        return new Study.Result(
                study.document(
                                Optional.of(name),
                                fit,
                                draws,
                                warnings,
                                new Intervals.Percentile(draws),
                                Optional.empty())
                        .with(Optional.of(rows.runs())),
                rows,
                prior(fit.model().law()));
    }

    private static List<Study.Fact> prior(Law law) {
        return law.priors().isEmpty()
                ? List.of()
                : List.of(new Study.Fact(
                        "prior",
                        Prior.text(law.priors()) + "; of shared parameters it counts once, of others in every group"));
    }
}
