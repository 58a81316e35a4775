package org.isoflop.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.isoflop.InputException;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Search;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.ChainBootstrap;
import org.isoflop.uncertainty.Draws;
import org.isoflop.uncertainty.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainTest {
    private static final Law LOSS = Law.parse("loss = E + A/N^alpha + B/D^beta where { E > 0; alpha in (0, 2) }");
    private static final Law ERROR = Law.parse("error = eps - k*exp(-g*loss) where { g > 0 }");

    private static Runs runs(double noise, long seed) {
        var random = new SplittableRandom(seed);
        Runs places = Grid.parse("N=1e8..1e10*6, D=1e9..1e12*6").runs();
        Runs withLoss = new Simulation(
                        Model.of(LOSS, Set.of("N", "D", "loss")),
                        theta(Model.of(LOSS, Set.of("N", "D", "loss"))),
                        noise)
                .of(places, "loss", random);
        Model error = Model.of(ERROR, Set.of("loss", "error"));
        return new Simulation(error, theta(error), noise).of(withLoss, "error", random);
    }

    private static double[] theta(Model model) {
        return model.parameters().stream()
                .mapToDouble(p -> switch (p.name()) {
                    case "E" -> 1.7;
                    case "A", "B" -> 400;
                    case "alpha", "beta" -> 0.33;
                    case "eps" -> 0.86;
                    case "k" -> 2.2;
                    default -> 0.72;
                })
                .toArray();
    }

    @Test
    void theWholeIsOneStageInTheOther() {
        Runs runs = runs(0, 1);
        Chain chain = Chain.of(List.of(LOSS, ERROR), runs);
        assertThat(chain.whole().variables()).containsExactly("N", "D");
        double[] theta =
                chain.theta(chain.stages().stream().map(ChainTest::theta).toList());
        Sample sample = Sample.of(chain.whole(), runs);
        for (int i = 0; i < runs.size(); i++) {
            double[] row = {sample.columns()[0][i], sample.columns()[1][i]};
            assertThat(chain.whole().predict(row, theta)).isCloseTo(runs.numbers("error")[i], within(1e-12));
        }
    }

    /** Bounds of the stages are bounds of the whole, and its text reads back as the same law. */
    @Test
    void theWholeCanBeSaved() {
        Chain chain = Chain.of(List.of(LOSS, ERROR), runs(0, 1));
        Law again = Law.parse(chain.whole().law().formula().text());
        assertThat(again.formula().body())
                .isEqualTo(chain.whole().law().formula().body());
        assertThat(chain.whole().law().parameter("alpha").upper()).isEqualTo(2);
    }

    /** Both stages see the same resample: the interval of the whole holds the truth about as often as it says. */
    @Test
    void intervalsOfTheWholeHoldTheTruth() {
        int held = 0;
        int trials = 30;
        for (long seed = 1; seed <= trials; seed++) {
            Runs runs = runs(5e-3, seed);
            Chain chain = Chain.of(List.of(LOSS, ERROR), runs);
            Fitter fitter = Fitter.withDefaults().starts(4).threads(2);
            List<Search> searches = chain.stages().stream()
                    .map(stage -> fitter.search(stage, Sample.of(stage, runs)))
                    .toList();
            int[] rows = IntStream.range(0, runs.size()).toArray();
            List<Draws> draws =
                    new ChainBootstrap(200, seed, 2, Progress.NONE).draw(searches, List.of(rows, rows), rows);
            double[] truth =
                    chain.theta(chain.stages().stream().map(ChainTest::theta).toList());
            double[] place = {5e10, 3e12};
            double[] drawn = IntStream.range(0, draws.getFirst().size())
                    .mapToDouble(i -> chain.whole()
                            .predict(
                                    place,
                                    chain.theta(draws.stream()
                                            .map(d -> d.theta().get(i))
                                            .toList())))
                    .toArray();
            held += Interval.ofSample(drawn, 0.9).contains(chain.whole().predict(place, truth)) ? 1 : 0;
        }
        assertThat(held).isBetween(22, 30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss = E + A/N^a | error = E - k*loss | two stages have a parameter called E",
                "loss = E + A/N^a | error = x - k*D    | does not read loss",
                "log(loss) = E + A*log(N) | error = x - k*loss | describes no plain column",
            })
    void mistakesAreNamed(String first, String second, String message) {
        assertThatThrownBy(() -> Chain.of(List.of(Law.parse(first), Law.parse(second)), runs(0, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }
}
