package org.isoflop.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.isoflop.InputException;
import org.isoflop.comparison.Blend;
import org.isoflop.comparison.Contender;
import org.isoflop.comparison.Contest;
import org.isoflop.comparison.Hindcast;
import org.isoflop.comparison.Span;
import org.isoflop.comparison.Voice;
import org.isoflop.comparison.Widening;
import org.isoflop.data.FitDocument;
import org.isoflop.data.FitFile;
import org.isoflop.data.FitJson;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Calibration;
import org.isoflop.forecast.Member;
import org.isoflop.forecast.Outlook;
import org.isoflop.law.Model;
import org.isoflop.law.Variable;

/**
 * Saved fits as contenders, each with its own draws.
 *
 * @param contenders the fits; of a file with a fit per group each group is one
 * @param hindcast what their own back-tests say; empty unless all were saved with one
 */
record CompareFits(List<Contender> contenders, Optional<Hindcast> hindcast) {

    /**
     * Reads files of {@code fit --save}.
     *
     * @param others how many other contenders there are
     * @throws InputException if there are fewer than two contenders, or fits do not describe the same
     */
    static CompareFits read(List<String> inputs, int others) {
        var contenders = new ArrayList<Contender>();
        var documents = new ArrayList<FitDocument>();
        for (String input : inputs) {
            FitFile file = FitJson.read(Path.of(input));
            for (FitDocument document : file.documents()) {
                documents.add(document);
                contenders.add(contender(name(input, document, inputs.size()), document));
            }
        }
        if (contenders.size() + others < 2) {
            throw new InputException(
                    "%s holds one fit, and a comparison needs two".formatted(inputs.getFirst()),
                    "Name another file, a published law, or a table with --by COLUMN.");
        }
        requireDifferent(contenders);
        requireComparable(contenders);
        return new CompareFits(contenders, hindcast(documents));
    }

    private static String name(String input, FitDocument document, int files) {
        String file = Page.fileName(input).replaceFirst("(\\.fit)?\\.json$", "");
        return document.group().map(g -> files == 1 ? g : file + ":" + g).orElse(file);
    }

    /** Where a fit was saved with a forecast of several laws, these speak for it. */
    private static Contender contender(String name, FitDocument document) {
        Fit fit = document.fit();
        List<double[]> draws = document.draws().theta();
        return document.outlook()
                .filter(outlook -> outlook.members().size() > 1)
                .map(outlook -> {
                    var voices = new ArrayList<Voice>();
                    var drawn = new ArrayList<List<double[]>>();
                    var weights = new ArrayList<Double>();
                    for (Member member : outlook.members()) {
                        for (double[] theta : member.thetas()) {
                            voices.add(new Voice(member.model(), theta));
                            drawn.add(member.draws());
                            weights.add(member.weight() / member.thetas().size());
                        }
                    }
                    var blend = new Blend(
                            voices, weights.stream().mapToDouble(w -> w).toArray());
                    return blend.contender(
                            name, outlook.logarithmic(), drawn, draws.size(), fit.rows(), span(document));
                })
                .orElseGet(() -> Contender.of(name, fit.model(), fit.theta(), draws, fit.rows(), span(document)));
    }

    /** Where the runs lay, as far as the file tells. */
    private static Span span(FitDocument document) {
        Fit fit = document.fit();
        Optional<Span> ranges = CompareLaws.span(fit.ranges(), fit.model());
        double edge = document.outlook()
                .filter(outlook -> outlook.axis().equals(Contest.axis(fit.model())))
                .flatMap(Outlook::calibration)
                .map(learned -> learned.noise().edge())
                .or(() -> ranges.map(Span::high))
                .orElse(1.0);
        return new Span(Math.min(ranges.map(Span::low).orElse(1.0), edge), edge);
    }

    private static void requireDifferent(List<Contender> contenders) {
        var names = new HashSet<String>();
        contenders.stream()
                .map(Contender::name)
                .filter(name -> !names.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InputException(
                            "two fits are called %s".formatted(name), "Give their files different names.");
                });
    }

    /** @throws InputException if they do not describe the same */
    static void requireComparable(List<Contender> contenders) {
        Contender first = contenders.getFirst();
        for (Contender other : contenders) {
            String mine = response(first.model());
            String theirs = response(other.model());
            if (!mine.equals(theirs)) {
                throw new InputException(
                        "%s describes %s and %s describes %s: they cannot be compared"
                                .formatted(first.name(), mine, other.name(), theirs),
                        "Fit the same column of both; --map loss=COLUMN gives it one name.");
            }
            for (Variable variable : first.model().law().variables()) {
                other.model().law().variables().stream()
                        .filter(v -> v.name().equals(variable.name())
                                && !v.unit().equals(variable.unit())
                                && !v.unit().isEmpty()
                                && !variable.unit().isEmpty())
                        .findFirst()
                        .ifPresent(v -> {
                            throw new InputException(
                                    "%s counts %s in %s and %s in %s"
                                            .formatted(first.name(), v.name(), variable.unit(), other.name(), v.unit()),
                                    "Fit the same law to both.");
                        });
            }
        }
    }

    private static String response(Model model) {
        return model.law().formula().response().map(Object::toString).orElse("");
    }

    /** The nonconformities of all fits together: what errs alike in several of them is not known to cancel. */
    private static Optional<Hindcast> hindcast(List<FitDocument> documents) {
        var scores = new ArrayList<Widening.Score>();
        int cuts = 0;
        for (FitDocument document : documents) {
            Optional<Calibration> learned = document.outlook().flatMap(Outlook::calibration);
            if (learned.isEmpty()) {
                return Optional.empty();
            }
            for (Calibration.Score score : learned.get().scores()) {
                scores.add(new Widening.Score(cuts + score.cut(), score.reach(), score.value()));
            }
            cuts += learned.get().cuts();
        }
        var widening = new Widening(scores);
        return Optional.of(new Hindcast(widening, widening));
    }
}
