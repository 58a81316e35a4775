package org.isoflop.bench.refits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Machine;
import org.isoflop.bench.MissingException;
import org.isoflop.bench.Project;
import org.isoflop.bench.Table;
import org.isoflop.fit.Fit;
import org.isoflop.forecast.Score;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/** {@code refits}: published numbers beside those found in the same runs, for every table of the data. */
public final class RefitsCommand {
    private static final String ABOUT = """
            Published means in the paper, in its repository, or by those who prepared the table, whose quick fits are \
            marked so. The tolerance is as wide as the source lets one expect: its rounding, its objective, the rows it \
            kept. NIST's sets have a command of their own.""";

    private static final String CHINCHILLA = "loss = E + A/N^alpha + B/D^beta where "
            + "{ E > 0; A > 0; B > 0; alpha in (0, 2); beta in (0, 2); A start 1..1e8; B start 1..1e8 }";

    private RefitsCommand() {}

    /** Goes through all tables; one that is missing is left out. */
    public static Findings run(Project project) {
        var machine = Machine.here();
        List<Function<Project, List<Line>>> tables = List.of(
                RefitsCommand::chinchilla,
                RefitsCommand::misfitting,
                RefitsCommand::stepLaw,
                RefitsCommand::openLm,
                RefitsCommand::dataConstrained,
                RefitsCommand::llama3,
                RefitsCommand::schedules,
                RefitsCommand::regmix,
                RefitsCommand::mixing,
                RefitsCommand::fineTuning,
                RefitsCommand::downstream,
                RefitsCommand::parallel,
                RefitsCommand::experts);
        var lines = new ArrayList<Line>();
        var missing = new ArrayList<String>();
        for (Function<Project, List<Line>> table : tables) {
            try {
                lines.addAll(table.apply(project));
            } catch (MissingException e) {
                missing.add(e.getMessage());
            }
        }
        long agreeing = lines.stream().filter(Line::agrees).count();
        String text = ABOUT
                + " %d of %d lines agree.".formatted(agreeing, lines.size())
                + (missing.isEmpty() ? "" : " Left out: " + String.join("; ", missing) + ".");
        var shown = new Table(
                List.of("table", "quantity", "published", "Isoflop", ""),
                lines.stream().map(Line::cells).toList());
        return new Findings(
                "refits", "refits", machine, List.of(), List.of(new Findings.Section("Refits", text, shown)));
    }

    private static List<Line> chinchilla(Project project) {
        String t = "chinchilla_epoch";
        Runset all = Runset.of(project, t + ".csv");
        Fit fit = all.where("dropped_by_besiroglu == 0").fit("chinchilla");
        Fit with = all.fit("chinchilla");
        return List.of(
                Line.near(t, "E, 240 runs", 1.8172, fit.parameter("E"), 1e-3),
                Line.near(t, "A", 477.8, fit.parameter("A"), 0.01),
                Line.near(t, "alpha", 0.3473, fit.parameter("alpha"), 2e-3),
                Line.near(t, "B", 2143, fit.parameter("B"), 0.01),
                Line.near(t, "beta", 0.3672, fit.parameter("beta"), 2e-3),
                Line.near(t, "objective", 0.0010182740, fit.value(), 1e-4),
                Line.near(t, "beta, all 245 runs (quick fit)", 0.45, with.parameter("beta"), 0.02),
                Line.near(t, "E, all 245 runs (quick fit)", 1.89, with.parameter("E"), 0.01));
    }

    private static List<Line> misfitting(Project project) {
        String t = "misfitting_c4";
        Runset all = Runset.of(project, t + ".csv").where("duplicate_checkpoint == 0");
        Fit finished =
                all.where("is_final == 1").least("loss", List.of("N", "D")).fit("chinchilla");
        Fit checkpoints = all.where("D > 1e9").least("loss", List.of("N", "D")).fit("chinchilla");
        return List.of(
                Line.near(t, "alpha, finished runs (quick fit)", 0.13, finished.parameter("alpha"), 0.1),
                Line.near(t, "beta, finished runs (quick fit)", 0.69, finished.parameter("beta"), 0.1),
                Line.near(t, "E, finished runs (quick fit)", 1.26, finished.parameter("E"), 0.1),
                Line.near(t, "alpha, checkpoints (quick fit)", 0.371, checkpoints.parameter("alpha"), 0.02),
                Line.near(t, "beta, checkpoints (quick fit)", 0.444, checkpoints.parameter("beta"), 0.02),
                Line.near(t, "E, checkpoints (quick fit)", 2.17, checkpoints.parameter("E"), 0.02));
    }

    /** A bowl over learning rate and batch in every cell of N and D; their lowest points are power laws. */
    private static List<Line> stepLaw(Project project) {
        String t = "steplaw_dense";
        Runset all = Runset.of(project, t + ".csv").map("y", "smooth_loss").cells("cell", List.of("N", "D"));
        var near = new ArrayList<Integer>();
        int[] cell = all.runs().groupOf("cell");
        double[] y = all.runs().numbers("y");
        double[] best = new double[Arrays.stream(cell).max().orElse(0) + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        IntStream.range(0, y.length).forEach(i -> best[cell[i]] = Math.min(best[cell[i]], y[i]));
        IntStream.range(0, y.length).filter(i -> y[i] <= 1.02 * best[cell[i]]).forEach(near::add);
        var rows = new Runset(all.runs().at(near.stream().mapToInt(i -> i).toArray()));
        var lowest = new ArrayList<double[]>();
        rows.groups("cell").forEach((name, own) -> bottom(own).ifPresent(lowest::add));
        Runset optima = new Runset(Runs.of(
                List.of(
                        column("N", lowest, 0),
                        column("D", lowest, 1),
                        column("lr", lowest, 2),
                        column("b", lowest, 3)),
                Origin.of("optima")));
        Fit rate = optima.fit("log(lr) = l0 + lN*log(N) + lD*log(D)", "huber:0.1");
        Fit batch = optima.fit("log(b) = b0 + bD*log(D)", "huber:0.1");
        return List.of(
                Line.near(t, "exponent of N in the best lr", -0.713, rate.parameter("lN"), 0.1),
                Line.near(t, "exponent of D in the best lr (quick fit)", 0.21, rate.parameter("lD"), 0.3),
                Line.near(t, "exponent of D in the best batch", 0.571, batch.parameter("bD"), 0.1),
                Line.near(
                        t,
                        "best lr at 1B and 100B tokens",
                        1.79 * Math.pow(1e9, -0.713) * Math.pow(1e11, 0.307),
                        Math.exp(rate.predict(rate.model().variables().stream()
                                .mapToDouble(name -> name.equals("N") ? 1e9 : 1e11)
                                .toArray())),
                        0.25),
                Line.near(
                        t,
                        "best batch at 100B tokens",
                        0.58 * Math.pow(1e11, 0.571),
                        Math.exp(batch.predict(new double[] {1e11})),
                        0.25));
    }

    private static Column column(String name, List<double[]> rows, int place) {
        return new Column.Numbers(
                name, rows.stream().mapToDouble(row -> row[place]).toArray());
    }

    /** N, D and the lowest point of a bowl over the logarithms of learning rate and batch; empty if it has none. */
    private static Optional<double[]> bottom(Runset cell) {
        if (cell.runs().size() < 8) {
            return Optional.empty();
        }
        Fit fit = cell.let("u", "log(lr)")
                .let("v", "log(batch_tokens)")
                .fit("y = a + b*u + c*v + d*u^2 + e*v^2 + f*u*v", "squared");
        double d = fit.parameter("d");
        double e = fit.parameter("e");
        double f = fit.parameter("f");
        double determinant = 4 * d * e - f * f;
        if (!(d > 0 && determinant > 0)) {
            return Optional.empty();
        }
        double u = (f * fit.parameter("c") - 2 * e * fit.parameter("b")) / determinant;
        double v = (f * fit.parameter("b") - 2 * d * fit.parameter("c")) / determinant;
        return Optional.of(
                new double[] {cell.runs().numbers("N")[0], cell.runs().numbers("D")[0], Math.exp(u), Math.exp(v)});
    }

    private static List<Line> openLm(Project project) {
        String t = "openlm_overtrain";
        Runset all = Runset.of(project, t + ".csv").map("loss", "loss_c4_val").let("M", "D/N");
        var lines = new ArrayList<Line>();
        lines.add(published(all, "c4_original", 1.51, 141, 190, 0.121, 0.011));
        lines.add(published(all, "rpj", 1.84, 212, 367, 0.136, 0.009));
        lines.add(published(all, "rw_original", 1.73, 157, 246, 0.127, 0.007));
        Runset rpj = all.where("dataset == 'rpj'");
        Fit error = rpj.fit("avg_error_17 = eps - k*exp(-g*loss) where { eps > 0; k > 0; g > 0 }", "squared");
        lines.add(Line.near(t, "error of 17 tasks, RedPajama: eps (quick fit)", 0.860, error.parameter("eps"), 0.02));
        lines.add(Line.near(t, "k (quick fit)", 2.278, error.parameter("k"), 0.1));
        lines.add(Line.near(t, "gamma (quick fit)", 0.721, error.parameter("g"), 0.05));
        // Fitted to the small models, the two large ones predicted.
        Fit small = rpj.where("N < 5e8 and chinchilla_multiplier >= 0.5 and chinchilla_multiplier <= 16")
                .fit("loss = E + (a*M^eta + b*M^-eta)*C^-eta where { E > 0; a > 0; b > 0; eta in (0, 1) }");
        Runset over = rpj.where("N > 1.2e9 and N < 2e9 and tokens_per_param_nominal == 640");
        Runset large = rpj.where("N > 6e9 and tokens_per_param_nominal == 20");
        lines.add(Line.shown(
                t,
                "loss of 1.4B, M = 640, off by %",
                "0.71",
                100 * over.score(small).meanRelativeError()));
        lines.add(Line.shown(
                t,
                "loss of 6.9B, M = 20, off by %",
                "0.73",
                100 * large.score(small).meanRelativeError()));
        for (String[] one : new String[][] {
            {"rpj", "0.288", "0.270", "1.82"},
            {"rw_original", "0.332", "0.213", "1.84"},
            {"c4_original", "0.457", "0.275", "1.98"}
        }) {
            Fit fit = all.where("dataset == '" + one[0] + "' and N > 2e7 and chinchilla_multiplier >= 0.5")
                    .fit("chinchilla");
            lines.add(Line.near(
                    t, one[0] + ": alpha (quick fit)", Double.parseDouble(one[1]), fit.parameter("alpha"), 0.02));
            lines.add(Line.near(t, "beta (quick fit)", Double.parseDouble(one[2]), fit.parameter("beta"), 0.02));
            lines.add(Line.near(t, "E (quick fit)", Double.parseDouble(one[3]), fit.parameter("E"), 0.02));
        }
        return lines;
    }

    /** The published law on these losses: what those who prepared the table found, as a median relative error. */
    private static Line published(
            Runset all, String dataset, double e, double a, double b, double eta, double medianError) {
        Runset rows = all.where("dataset == '" + dataset + "'");
        Model model = Model.of(
                Law.parse("loss = s*(%s + (%s*M^%s + %s*M^-%s)*C^-%s)".formatted(e, a, eta, b, eta, eta)), rows.runs());
        Score score = rows.score(model, new double[] {1});
        return Line.near(
                "openlm_overtrain",
                dataset + ": published law, median error %",
                100 * medianError,
                100 * score.medianRelativeError(),
                0.3);
    }

    /** One epoch says what new data are worth; repeated data then have one number more. */
    private static List<Line> dataConstrained(Project project) {
        String t = "data_constrained_c4";
        Runset all = Runset.of(project, t + ".csv").map("U", "D_unique").where("loss < 5");
        Fit once = all.where("epochs <= 1.01").fit(CHINCHILLA);
        String held = "loss = %s + %s/N^%s + %s/(U*(1 + R*(1 - exp((1 - D/U)/R))))^%s where { R > 0; R start 1..100 }"
                .formatted(
                        once.parameter("E"),
                        once.parameter("A"),
                        once.parameter("alpha"),
                        once.parameter("B"),
                        once.parameter("beta"));
        Fit repeated = all.where("epochs > 1.01 and epochs < 100").fit(held);
        Fit joint = all.where("epochs < 100").fit("data-constrained-data");
        return List.of(
                Line.within(t, "R_D, one-epoch law held", 10, 40, repeated.parameter("R")),
                Line.shown(t, "R_D, all parameters free", "15.4", joint.parameter("R_D")));
    }

    /** A parabola for every budget; the sizes at their lowest points are a power law of compute. */
    private static List<Line> llama3(Project project) {
        String t = "llama3_isoflop";
        var lowest = new ArrayList<double[]>();
        Runset.of(project, t + ".csv")
                .cells("budget", List.of("C"))
                .groups("budget")
                .forEach((name, rows) -> {
                    Fit parabola = rows.let("x", "log(N)").fit("loss = a + b*x + c*x^2", "squared");
                    if (parabola.parameter("c") > 0) {
                        double x = -parabola.parameter("b") / (2 * parabola.parameter("c"));
                        lowest.add(new double[] {rows.runs().numbers("C")[0], Math.exp(x)});
                    }
                });
        Fit fit = new Runset(Runs.of(List.of(column("C", lowest, 0), column("n", lowest, 1)), Origin.of("optima")))
                .fit("log(n) = a + b*log(C)", "squared");
        return List.of(
                Line.near(t, "exponent of C in the best D", 0.53, 1 - fit.parameter("b"), 0.03),
                Line.near(
                        t,
                        "best N at 3.8e25 FLOP, in 1e9",
                        402,
                        Math.exp(fit.predict(new double[] {3.8e25})) / 1e9,
                        0.3));
    }

    private static List<Line> schedules(Project project) {
        String t = "lr_schedules_mpl";
        Runset all = Runset.of(project, "lr_schedules_mpl_25m_100m.csv").withSchedules();
        var lines = new ArrayList<Line>();
        for (String size : List.of("25", "100")) {
            Runset of = all.where("N_nominal == " + size + "e6");
            Runset fit = of.where("split == 'fit'");
            Runset test = of.where("split == 'test'");
            lines.add(Line.near(
                    t,
                    size + "M: R2 of the published law, test curves",
                    size.equals("25") ? 0.9988 : 0.9984,
                    test.score("multi-power-law-2025:" + size + "m").r2(),
                    1e-4));
            lines.add(Line.atLeast(
                    t,
                    size + "M: R2 on test curves, multi-power-saturating",
                    0.998,
                    test.score(fit.fit("multi-power-saturating")).r2()));
            lines.add(Line.atLeast(
                    t,
                    size + "M: the same, multi-power",
                    0.998,
                    test.score(fit.fit("multi-power")).r2()));
            lines.add(Line.shown(
                    t,
                    size + "M: the same, lr-annealing",
                    "",
                    test.score(fit.fit("lr-annealing")).r2()));
        }
        return lines;
    }

    private static List<Line> regmix(Project project) {
        String t = "regmix_mixtures";
        Runset all = Runset.of(project, t + ".csv");
        Runset train = all.where("split == 'train'");
        Fit linear = train.fit("loss_pile_cc = sum(i, b[i]*w[i])", "squared");
        Fit exponential = train.fit("loss_pile_cc = c + exp(sum(i, t[i]*w[i])) where { c > 0 }");
        var lines = new ArrayList<Line>();
        String[] sizes = {"1", "60", "1000"};
        double[] published = {0.902, 0.893, 0.877};
        for (int s = 0; s < sizes.length; s++) {
            Runset test = all.where("split == 'test' and N_nominal == " + sizes[s] + "e6");
            lines.add(Line.near(
                    t,
                    sizes[s] + "M: rank correlation, linear",
                    published[s],
                    test.score(linear).rankCorrelation(),
                    0.01));
            lines.add(Line.atLeast(
                    t,
                    sizes[s] + "M: the same, exponential",
                    published[s],
                    test.score(exponential).rankCorrelation()));
        }
        return lines;
    }

    private static List<Line> mixing(Project project) {
        String t = "mixing_2domains";
        Runset all = Runset.of(project, t + ".csv");
        var slopes = new ArrayList<Double>();
        for (String size : List.of("70e6", "160e6")) {
            for (String step : List.of("10000", "20000", "30000")) {
                Runset rows = all.where("N_nominal == %s and step == %s".formatted(size, step));
                for (String[] one : new String[][] {{"Github", "github"}, {"Pile_CC", "pile_cc"}}) {
                    slopes.add(rows.fit(
                                    "loss_%s = c + exp(a + t*w_%s) where { c > 0; t < 0; t start -10..-0.1 }"
                                            .formatted(one[0], one[1]),
                                    "squared-log")
                            .parameter("t"));
                }
            }
        }
        return List.of(
                Line.within(
                        t,
                        "exponents of two sizes, three steps, two domains: median",
                        -3.7,
                        -1.5,
                        Runset.median(slopes)),
                Line.shown(
                        t,
                        "least",
                        "-3.7",
                        slopes.stream().mapToDouble(s -> s).min().orElseThrow()),
                Line.shown(
                        t,
                        "largest",
                        "-1.5",
                        slopes.stream().mapToDouble(s -> s).max().orElseThrow()));
    }

    private static List<Line> fineTuning(Project project) {
        String t = "finetune_flan";
        var rms = new ArrayList<Double>();
        var beta = new ArrayList<Double>();
        Runset.of(project, t + ".csv").where("D >= 200").groups("model").forEach((name, rows) -> {
            Fit fit = rows.fit("rectified");
            beta.add(fit.parameter("beta"));
            rms.add(Math.sqrt(
                    Arrays.stream(fit.residuals()).map(r -> r * r).average().orElse(0)));
        });
        return List.of(
                Line.near(t, "rms of log loss, median of 30 models (quick fit)", 0.006, Runset.median(rms), 0.15),
                Line.near(
                        t,
                        "the same, worst",
                        0.013,
                        rms.stream().mapToDouble(r -> r).max().orElseThrow(),
                        0.15),
                Line.near(t, "beta, median", 0.25, Runset.median(beta), 0.1));
    }

    private static List<Line> downstream(Project project) {
        String t = "downstream_base_llms";
        List<String> scores = List.of(
                "score_mmlu",
                "score_arc_c",
                "score_hellaswag",
                "score_winograd",
                "score_truthfulqa",
                "score_xwinograd",
                "score_humaneval");
        Runset all = Runset.of(project, t + ".csv")
                .where(String.join(
                        " and ", scores.stream().map(s -> s + " >= 0").toList()));
        var components =
                Components.of(scores.stream().map(s -> all.runs().numbers(s)).toArray(double[][]::new), 3);
        var rsquared = new ArrayList<Double>();
        var runs = new Runset(all.runs().with(new Column.Numbers("capability", components.first())))
                .where("C > 0 and D < 1e14");
        runs.groups("family").forEach((family, rows) -> {
            if (rows.runs().size() >= 4) {
                rsquared.add(rows.score(rows.fit("capability = a + b*log(C)", "squared"))
                        .r2());
            }
        });
        return List.of(
                Line.near(t, "variance of the scores in 3 components", 0.97, components.share(3), 0.03),
                Line.near(t, "in the first", 0.80, components.share(1), 0.1),
                Line.atLeast(t, "R2 of the first in log C within a family, median", 0.9, Runset.median(rsquared)));
    }

    private static List<Line> parallel(Project project) {
        String t = "parallel_scaling_stack";
        Fit fit = Runset.of(project, t + ".csv").map("N", "N_no_emb").fit("parscale");
        return List.of(
                Line.near(t, "E (quick fit)", 0.6912, fit.parameter("E"), 2e-3),
                Line.near(t, "A (quick fit)", 1.131e7, fit.parameter("A"), 0.02),
                Line.near(t, "alpha (quick fit)", 0.1894, fit.parameter("alpha"), 5e-3),
                Line.near(t, "k (quick fit)", 0.3935, fit.parameter("k"), 5e-3));
    }

    private static List<Line> experts(Project project) {
        String t = "moe_spm";
        Runset all = Runset.of(project, t + ".csv").where("complete == 1 and N_dense_base_no_emb < 1.3e7");
        double few = least(all.where("experts == 4"));
        double many = least(all.where("experts == 256"));
        return List.of(
                Line.near(t, "12M, 4 experts: best loss", 4.754, few, 1e-3),
                Line.near(t, "12M, 256 experts: best loss", 4.738, many, 1e-3));
    }

    private static double least(Runset rows) {
        return Arrays.stream(rows.runs().numbers("loss")).min().orElse(Double.NaN);
    }
}
