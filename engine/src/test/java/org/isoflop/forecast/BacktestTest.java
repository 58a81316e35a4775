package org.isoflop.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.isoflop.fit.Fitter;
import org.isoflop.fit.Progress;
import org.isoflop.fit.Tables;
import org.isoflop.law.Law;
import org.isoflop.law.Prior;
import org.isoflop.runs.Column;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private static final Law ADDITIVE = new Law(
            "additive", law(Tables.BOUNDED).formula(), law(Tables.BOUNDED).parameters(), List.of());

    private static final Law JOINT = named("joint", """
            loss = E + (A/N^alpha + B/D^beta)^gamma where { E > 0; A > 0; B > 0; alpha in (0, 5); beta in (0, 5); \
            gamma in (0.05, 3); A start 1..1e12; B start 1..1e12; alpha start 0.1..2; beta start 0.1..2; \
            gamma start 0.3..1.2 }""");

    private static final Law SIZE =
            named("size", "loss = E + A/N^alpha where { E > 0; A start 1..1e6; alpha in (0, 2) }");

    private static final Fitter FITTER = Fitter.withDefaults().threads(1);

    private static Law law(String text) {
        return Law.parse(text);
    }

    private static Law named(String id, String text) {
        Law law = law(text);
        return new Law(id, law.formula(), law.parameters(), law.variables());
    }

    private static Backtest backtest(Practice practice, List<Law> laws, Runs runs, int threads) {
        double[] sizes = Axis.of(runs, Optional.empty()).sizes(runs);
        int[] units = IntStream.range(0, runs.size()).toArray();
        return Backtest.of(practice, laws, runs, sizes, units, 5, threads, Progress.NONE);
    }

    @Test
    void aLawWithoutNoiseMissesNothing() {
        Backtest result = backtest(Practice.plain(FITTER), List.of(ADDITIVE), Tables.chinchilla(0, 1), 1);
        assertThat(result.cuts()).hasSize(5);
        assertThat(result.misses(result.tracks().getFirst()))
                .hasSizeGreaterThan(50)
                .allMatch(miss -> Math.abs(miss.error()) < 1e-6)
                .allMatch(miss -> miss.reach() > 0);
    }

    @Test
    void threadsDoNotMatter() {
        Runs runs = Tables.chinchilla(0.01, 2);
        var practice = Practice.averaged(FITTER.starts(4));
        Backtest one = backtest(practice, List.of(ADDITIVE, SIZE), runs, 1);
        Backtest four = backtest(practice, List.of(ADDITIVE, SIZE), runs, 4);
        for (int k = 0; k < 2; k++) {
            assertThat(one.misses(one.tracks().get(k)))
                    .isEqualTo(four.misses(four.tracks().get(k)));
        }
        assertThat(Selection.of(one).outlook(new Axis("6*N*D")).at(runs, 0.9))
                .isEqualTo(Selection.of(four).outlook(new Axis("6*N*D")).at(runs, 0.9));
    }

    @Test
    void aCutThatIsAskedForIsTheOneThatWouldBeMadeThere() {
        Runs runs = Tables.chinchilla(0.01, 4);
        var practice = Practice.plain(FITTER);
        Backtest several = backtest(practice, List.of(ADDITIVE), runs, 1);
        int third = 2;
        var cutting = new Cutting.At(several.cuts().get(third).edge());
        int[] units = IntStream.range(0, runs.size()).toArray();
        var rows = new Rows(runs, several.sizes(), units);
        Backtest one = Backtest.of(practice, List.of(ADDITIVE), rows, cutting, 1, Progress.NONE, Lending.NONE);
        assertThat(one.cuts()).hasSize(1);
        // The same optimum, come to from another start: among several cuts a fit begins where that below it ended.
        List<Double> expected = errors(several, third);
        assertThat(errors(one, 0)).isNotEmpty().hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(errors(one, 0).get(i)).isCloseTo(expected.get(i), within(1e-9));
        }
    }

    /** Small runs that hardly count are as good as not there: in the fit to all runs and below the cut. */
    @Test
    void rowsThatHardlyCountHaveNoSay() {
        Runs good = Tables.chinchilla(0.002, 5);
        double[] sizes = Axis.of(good, Optional.empty()).sizes(good);
        int n = good.size();
        double edge = Arrays.stream(sizes).sorted().toArray()[n / 2];
        int[] small = IntStream.range(0, n).filter(i -> sizes[i] <= edge).toArray();
        double[] worse = good.at(small).numbers("loss").clone();
        Arrays.setAll(worse, i -> worse[i] * (i % 2 == 0 ? 1.2 : 0.9));
        Runs bad = good.at(small).with(new Column.Numbers("loss", worse));
        Runs both = joined(good, bad);
        double[] weights = new double[both.size()];
        Arrays.fill(weights, 1e-9);
        Arrays.fill(weights, 0, n, 1);
        Backtest trusted =
                at(edge, good, IntStream.range(0, n).mapToDouble(_ -> 1).toArray());
        Backtest weighed = at(edge, both, weights);
        Backtest misled = at(
                edge, both, IntStream.range(0, both.size()).mapToDouble(_ -> 1).toArray());
        double[] expected = trusted.tracks().getFirst().fit().theta();
        // E and the exponents; a search ends within a ten-thousandth of what chance does to them.
        for (int j : new int[] {0, 2, 4}) {
            assertThat(weighed.tracks().getFirst().fit().theta()[j]).isCloseTo(expected[j], within(1e-3));
        }
        assertThat(furthestError(weighed)).isCloseTo(furthestError(trusted), within(1e-4));
        assertThat(Math.abs(furthestError(misled) - furthestError(trusted))).isGreaterThan(1e-3);
    }

    private static Backtest at(double edge, Runs runs, double[] weights) {
        double[] sizes = Axis.of(runs, Optional.empty()).sizes(runs);
        var rows =
                new Rows(runs, weights, sizes, IntStream.range(0, sizes.length).toArray());
        return Backtest.of(
                Practice.averaged(FITTER),
                List.of(ADDITIVE),
                rows,
                new Cutting.At(edge),
                1,
                Progress.NONE,
                Lending.NONE);
    }

    private static double furthestError(Backtest result) {
        return result.misses(result.tracks().getFirst()).stream()
                .max(Comparator.comparingDouble(Miss::reach))
                .orElseThrow()
                .error();
    }

    private static Runs joined(Runs one, Runs other) {
        List<Column> columns = List.of("N", "D", "loss").stream()
                .<Column>map(name -> new Column.Numbers(
                        name,
                        DoubleStream.concat(Arrays.stream(one.numbers(name)), Arrays.stream(other.numbers(name)))
                                .toArray()))
                .toList();
        return Runs.of(columns, Origin.of("joined"));
    }

    @Test
    void aCutBesideTheRunsDividesNothing() {
        double[] sizes = {1, 2, 3, 4};
        int[] units = {0, 1, 2, 3};
        assertThat(new Cutting.At(4).of(sizes, units, 2)).isEmpty();
        assertThat(new Cutting.At(1).of(sizes, units, 2)).isEmpty();
        assertThat(new Cutting.At(2.5).of(sizes, units, 2)).singleElement().satisfies(cut -> {
            assertThat(cut.below()).containsExactly(0, 1);
            assertThat(cut.above()).containsExactly(2, 3);
        });
    }

    private static List<Double> errors(Backtest result, int cut) {
        return result.misses(result.tracks().getFirst()).stream()
                .filter(miss -> miss.cut() == cut)
                .map(Miss::error)
                .toList();
    }

    /** A forecast must not change when the runs above the cut do. */
    @Test
    void whatLiesAboveACutIsNotSeenBelow() {
        Runs runs = Tables.chinchilla(0.01, 3);
        double[] sizes = Axis.of(runs, Optional.empty()).sizes(runs);
        Backtest before = backtest(Practice.plain(FITTER), List.of(ADDITIVE), runs, 1);
        double edge = before.cuts().getLast().edge();
        double[] changed = runs.numbers("loss").clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] *= sizes[i] > edge ? 1.3 : 1;
        }
        Backtest after =
                backtest(Practice.plain(FITTER), List.of(ADDITIVE), runs.with(new Column.Numbers("loss", changed)), 1);
        int last = before.cuts().size() - 1;
        List<Reading> said = before.tracks().getFirst().readings().get(last).orElseThrow();
        assertThat(after.tracks().getFirst().readings().get(last).orElseThrow()).isEqualTo(said);
    }

    @Test
    void ofLawsThatSayTheSameTheSimplerLeads() {
        Backtest result =
                backtest(Practice.plain(FITTER), List.of(JOINT, ADDITIVE, SIZE), Tables.chinchilla(0.005, 4), 2);
        Selection selection = Selection.of(result);
        assertThat(selection.chosen().track().law().id()).isEqualTo("additive");
        assertThat(selection.standings())
                .filteredOn(s -> s.track().law().id().equals("size"))
                .allMatch(s -> !s.tied() && s.weight() < 0.05);
        assertThat(selection.standings().stream()
                        .mapToDouble(Selection.Standing::weight)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    /** Over ten tables of each truth, with noise that leaves no doubt. */
    @Test
    @Tag("slow")
    void theLawThatMadeTheTableIsFound() {
        Runs places = Grid.parse("N=5e7..1e10*12, D=1e9..3e11*8").runs();
        double[] joint = {1.22, 3355, 0.408, 18186, 0.431, 0.452};
        int additive = 0;
        int found = 0;
        for (int seed = 0; seed < 10; seed++) {
            var practice = Practice.plain(FITTER);
            Runs first = Tables.chinchilla(0.002, 100 + seed);
            additive += chosen(backtest(practice, List.of(JOINT, ADDITIVE, SIZE), first, 2))
                            .equals("additive")
                    ? 1
                    : 0;
            Runs second = Tables.simulate("loss = E + (A/N^alpha + B/D^beta)^gamma", joint, places, 0.002, 200 + seed);
            found += chosen(backtest(practice, List.of(JOINT, ADDITIVE, SIZE), second, 2))
                            .equals("joint")
                    ? 1
                    : 0;
        }
        assertThat(additive).isGreaterThanOrEqualTo(8);
        assertThat(found).isGreaterThanOrEqualTo(8);
    }

    private static String chosen(Backtest backtest) {
        return Selection.of(backtest).chosen().track().law().id();
    }

    /** The law is wrong: the plain interval of a bootstrap is far too sure of itself, the calibrated one is not. */
    @Test
    @Tag("slow")
    void calibratedIntervalsHoldWhereTheLawIsWrong() {
        Runs places = Grid.parse("N=5e7..1e9*8, D=1e9..3e10*6").runs();
        Runs target = Grid.parse("N=3e9, D=2e11").runs();
        double[] joint = {1.22, 3355, 0.408, 18186, 0.431, 0.452};
        String truth = "loss = E + (A/N^alpha + B/D^beta)^gamma";
        int tables = 60;
        int inside = 0;
        for (int seed = 0; seed < tables; seed++) {
            Runs runs = Tables.simulate(truth, joint, places, 0.004, 300 + seed);
            double run =
                    Tables.simulate(truth, joint, target, 0.004, 700 + seed).numbers("loss")[0];
            Backtest result = backtest(Practice.plain(FITTER.starts(4)), List.of(ADDITIVE), runs, 2);
            Outlook outlook = Outlook.of(result, new double[] {1}, new Axis("6*N*D"));
            inside += outlook.at(target, 0.9).getFirst().run().contains(run) ? 1 : 0;
        }
        // The standard error of a coverage of 90 % over 60 tables is 4 %.
        assertThat((double) inside / tables).isGreaterThan(0.78);
    }

    /** A prior in closed form: squared errors, one parameter. */
    @Test
    void aPriorIsWeighedAgainstTheNoise() {
        Runs runs = Runs.of(
                List.of(
                        new Column.Numbers("x", new double[] {1, 2, 3, 4}),
                        new Column.Numbers("y", new double[] {2.1, 3.8, 6.3, 8.1})),
                org.isoflop.runs.Origin.of("closed form"));
        Law plain = law("y = a*x");
        Law believed = plain.believing(Prior.parse("a ~ normal(1.5, 0.1)"));
        double[] x = runs.numbers("x");
        double[] y = runs.numbers("y");
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < 4; i++) {
            xx += x[i] * x[i];
            xy += x[i] * y[i];
        }
        double rest = 0;
        for (int i = 0; i < 4; i++) {
            rest += Math.pow(y[i] - xy / xx * x[i], 2);
        }
        // The residual variance with one parameter taken off, and the posterior mean of Bayes with it known.
        double variance = rest / 3;
        double expected = (xy / variance + 1.5 / 0.01) / (xx / variance + 1 / 0.01);
        var fitter = FITTER.with(org.isoflop.fit.Objective.parse("squared"));
        var model = org.isoflop.law.Model.of(believed, runs);
        double found = fitter.fit(model, org.isoflop.law.Sample.of(model, runs)).parameter("a");
        assertThat(found).isCloseTo(expected, within(1e-9));
        assertThat(found).isLessThan(xy / xx - 1e-4);
    }

    /** What a fit below a cut finds from the ends of the one before must be what a scan finds. */
    @Test
    void theEndsOfOneCutLeadToTheOptimumOfTheNext() {
        Runs runs = Tables.chinchilla(0.01, 9);
        Backtest result = backtest(Practice.plain(FITTER), List.of(ADDITIVE), runs, 1);
        Track track = result.tracks().getFirst();
        for (int c = 0; c < result.cuts().size(); c++) {
            Runs below = runs.at(result.cuts().get(c).below());
            double scanned = Tables.search(FITTER, ADDITIVE.formula().equation(), below)
                    .fit()
                    .value();
            double followed = track.at(c).orElseThrow().fit().value();
            // Ends that differ by less than 1e-6 of the objective are the same optimum.
            assertThat(followed).isLessThanOrEqualTo(scanned * (1 + 1e-6));
        }
    }

    @Test
    void resamplesAreMadeForThoseThatHaveASay() {
        Runs runs = Tables.chinchilla(0.01, 10);
        Backtest result = backtest(Practice.plain(FITTER), List.of(JOINT, ADDITIVE), runs, 1);
        Backtest drawn = result.drawn(new double[] {0, 1});
        assertThat(drawn.tracks().getFirst().isDrawn()).isFalse();
        assertThat(drawn.tracks().getLast().isDrawn()).isTrue();
        assertThat(drawn.misses(drawn.tracks().getLast())).allMatch(miss -> miss.curve() > 0);
        assertThat(result.misses(result.tracks().getLast())).allMatch(miss -> miss.curve() == 0);
    }

    @Test
    void lawsThatPartClaimMoreThanTheirMeanDeviation() {
        Reading both = Reading.blend(List.of(new Reading(1, 0.04), new Reading(2, 0.16)), new double[] {3, 1});
        // Places 1 and 2, deviations 0.2 and 0.4, by shares of three to one: 0.25 in the mean, and 3/16 apart.
        assertThat(both.value()).isEqualTo(1.25);
        assertThat(both.variance()).isCloseTo(0.25 * 0.25 + 0.75 * 0.25, within(1e-12));
        Reading alike = Reading.blend(List.of(new Reading(1, 0.04), new Reading(1, 0.16)), new double[] {3, 1});
        assertThat(Math.sqrt(alike.variance())).as("of laws that agree").isCloseTo(0.25, within(1e-12));
        assertThat(Reading.scatter(List.of(new Reading(1, 0), new Reading(2, 0)), new double[] {3, 1}))
                .isCloseTo(Math.sqrt(0.75 * 0.25), within(1e-12));
    }

    @Test
    void lawsThatAgreeInsideMayPartBeyond() {
        Runs runs = Tables.chinchilla(0.003, 11);
        Law floorless = named("floorless", "loss = (A/N^alpha + B/D^beta)^gamma");
        Selection selection =
                Selection.of(backtest(Practice.plain(FITTER), List.of(JOINT, ADDITIVE, floorless), runs, 1));
        var axis = Axis.of(runs, Optional.empty());
        Runs far = axis.beyond(runs, 100);
        assertThat(axis.sizes(far)[0]).isCloseTo(100 * largest(axis.sizes(runs)), within(1e12));
        assertThat(selection.disagreement(far)).isGreaterThan(selection.disagreement(axis.beyond(runs, 1)));
    }

    private static double largest(double[] values) {
        return java.util.Arrays.stream(values).max().orElseThrow();
    }

    /** A law that is first by custom has no say where a column matters that it does not read. */
    @Test
    void theDefaultReadsWhatMatters() {
        Runs places = org.isoflop.runs.Grid.parse("N=5e7..2e9*5, D=2e9..1e11*5, V=1..4*3")
                .runs();
        double[] truth = {1.8, 480, 0.35, 2000, 0.37, 0.3};
        Runs runs = Tables.simulate("loss = E + A/N^alpha + B/D^beta + k/V where { k > 0 }", truth, places, 0.003, 12);
        Law blind = named("blind", ADDITIVE.formula().equation());
        Law seeing = named("seeing", "loss = E + A/N^alpha + B/D^beta + k/V");
        Selection selection = Selection.of(backtest(Practice.plain(FITTER), List.of(blind, seeing), runs, 1));
        assertThat(selection.chosen().track().law().id()).isEqualTo("seeing");
        assertThat(selection.chosen().weight()).isGreaterThan(0.9);
    }
}
