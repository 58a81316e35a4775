package org.isoflop.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isoflop.InputException;
import org.isoflop.architecture.FlopCount;
import org.isoflop.hardware.Cluster;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Assumptions;
import org.isoflop.training.HostTraffic;
import org.isoflop.training.Layout;
import org.isoflop.training.LayoutSearch;
import org.isoflop.training.StepTime;
import org.isoflop.training.TrainingRun;

/** What {@code time} says to a person. */
final class TimeText {
    /** Other layouts that are shown. */
    static final int SHOWN = 4;

    private static final double DAY = 86_400;

    private final Page page;
    private final TimeCommand.Answer answer;

    TimeText(Style style, TimeCommand.Answer answer) {
        this(new Page(style), answer);
    }

    TimeText(Page page, TimeCommand.Answer answer) {
        this.page = page;
        this.answer = answer;
    }

    String text() {
        ModelText.head(page, answer.described());
        machine(page, answer.cluster(), answer.priceOfCatalogue());
        page.blank();
        facts();
        alternatives();
        trust();
        return page.toString();
    }

    /** Layout, batch, memory, a step and the whole run. */
    void facts() {
        page.fact("layout", layout(answer.layout()));
        page.fact("batch", MemoryText.batch(answer.job(), answer.layout()));
        double usable = answer.assumptions().usable(answer.cluster().accelerator());
        page.fact(
                "memory",
                "%s of %s%s"
                        .formatted(
                                Bytes.text(answer.memory().total()),
                                Bytes.text(usable),
                                answer.memory().total() > usable ? ": it does not fit" : ""));
        step();
        answer.run().ifPresent(this::run);
    }

    static void machine(Page page, Cluster cluster, boolean ofCatalogue) {
        String price = cluster.perHour().isPresent()
                ? "   %.2f USD per hour%s"
                        .formatted(
                                cluster.perHour().getAsDouble(),
                                ofCatalogue
                                        ? cluster.accelerator()
                                                .price()
                                                .map(p -> " (" + p.date() + ")")
                                                .orElse("")
                                        : "")
                : "";
        page.line("%,d %s   %s TFLOP/s, %s each%s"
                .formatted(
                        cluster.count(),
                        cluster.accelerator().id(),
                        Magnitude.digits(
                                cluster.accelerator().peak(cluster.accelerator().training()) / 1e12, 4),
                        Bytes.text(cluster.accelerator().memoryBytes()),
                        price));
    }

    static String layout(Layout layout) {
        String shared = layout.data() * layout.sequence() == 1
                ? ""
                : layout.zero() == 0 ? "; replicas share nothing" : "; ZeRO " + layout.zero();
        String chunks = layout.chunks() > 1 ? "; stages of %d interleaved runs".formatted(layout.chunks()) : "";
        String recompute = switch (layout.recompute()) {
            case NONE -> "; nothing recomputed";
            case SELECTIVE -> "; scores recomputed";
            case FULL -> "; layers recomputed";
        };
        String offload = layout.offload().isEmpty()
                ? ""
                : "; on the host: "
                        + layout.offload().stream().map(o -> o.id()).sorted().collect(Collectors.joining(", "));
        return MemoryText.degrees(layout) + shared + chunks + recompute + offload;
    }

    private void step() {
        StepTime time = answer.time();
        page.blank()
                .line("  step     %s   %s tokens per second, %s per accelerator"
                        .formatted(
                                page.style().bold(duration(time.total())),
                                Magnitude.count(time.tokensPerSecond(answer.job())),
                                Magnitude.count(time.tokensPerSecond(answer.job())
                                        / answer.cluster().count())));
        double model = time.utilisation(answer.job(), answer.cluster(), FlopCount.PALM);
        double hardware = time.hardwareUtilisation(answer.job(), answer.layout(), answer.cluster(), FlopCount.PALM);
        page.fact(
                "use",
                "%s of the peak for the model (MFU, palm)%s"
                        .formatted(
                                Figures.share(model),
                                hardware > model
                                        ? ", %s with what is recomputed (HFU)".formatted(Figures.share(hardware))
                                        : ""));
        page.fact(
                "goes to",
                time.parts().entrySet().stream()
                        .filter(e -> e.getValue() >= 0.001 * time.total())
                        .map(e -> "%s %s".formatted(e.getKey(), Figures.share(e.getValue() / time.total())))
                        .collect(Collectors.joining(", ")));
        if (!answer.layout().offload().isEmpty()) {
            page.fact(
                    "host",
                    "9 tenths of the speed need %s GB/s to the host and back; the link has %s"
                            .formatted(
                                    Magnitude.digits(
                                            HostTraffic.bandwidth(answer.job(), answer.layout(), time, 0.9) / 1e9, 3),
                                    Magnitude.digits(
                                            answer.cluster()
                                                            .accelerator()
                                                            .node()
                                                            .host()
                                                    / 1e9,
                                            3)));
        }
    }

    private static String steps(double steps) {
        return steps < 1e12 ? "%,.0f".formatted(steps) : Magnitude.count(steps);
    }

    private void run(TrainingRun run) {
        page.blank()
                .line("  run      %s   %s tokens in %s steps, %s accelerator-hours"
                        .formatted(
                                page.style().bold(duration(run.seconds())),
                                Magnitude.count(run.tokens()),
                                steps(run.steps()),
                                Magnitude.count(run.hours())));
        page.fact(
                "money",
                run.cost().isPresent() ? Magnitude.count(run.cost().getAsDouble()) + " USD" : "unknown: give --price");
        page.fact(
                "energy",
                run.energy().isPresent()
                        ? "%s kWh at full power, times %s for hosts, network and cooling"
                                .formatted(
                                        Magnitude.count(run.energy().getAsDouble()),
                                        Magnitude.digits(answer.cluster().powerFactor(), 3))
                        : "unknown: the vendor publishes no power");
    }

    private void alternatives() {
        answer.search().ifPresent(outcome -> {
            List<LayoutSearch.Candidate> others =
                    outcome.feasible().stream().skip(1).limit(SHOWN).toList();
            if (!others.isEmpty()) {
                page.blank();
                new TextTable()
                        .right(
                                "slower by",
                                others.stream()
                                        .map(c -> "%.1f %%"
                                                .formatted(100
                                                        * (c.time().total()
                                                                        / answer.time()
                                                                                .total()
                                                                - 1)))
                                        .toList())
                        .right(
                                "GiB",
                                others.stream()
                                        .map(c -> Bytes.gib(c.memory().total()))
                                        .toList())
                        .elastic(
                                "other layouts that fit",
                                others.stream().map(c -> layout(c.layout())).toList())
                        .print(page);
            }
            page.blank().fact("tried", "%,d layouts; of the others, %s".formatted(outcome.tried(), refused(outcome)));
        });
    }

    private static String refused(LayoutSearch.Outcome outcome) {
        String reasons = outcome.refused().entrySet().stream()
                .sorted(Map.Entry.<LayoutSearch.Reason, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(e -> "%,d %s".formatted(e.getValue(), e.getKey().description()))
                .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? "all fit" : reasons;
    }

    /** Why nothing fits. */
    static InputException impossible(LayoutSearch.Outcome outcome, Cluster cluster, Assumptions assumptions) {
        if (outcome.tried() == 0) {
            return new InputException(
                    "no layout of %,d accelerators is as the options want it".formatted(cluster.count()),
                    "Degrees are powers of two that divide --gpus; leave one of them open.");
        }
        String nearest = outcome.nearest()
                .map(c -> "; the nearest, %s, needs %s of %s"
                        .formatted(
                                layout(c.layout()),
                                Bytes.text(c.memory().total()),
                                Bytes.text(assumptions.usable(cluster.accelerator()))))
                .orElse("");
        return new InputException(
                "none of %,d layouts works: %s%s"
                        .formatted(outcome.tried(), refused(outcome), nearest)
                        .replace(Page.TIE, ' '),
                outcome.nearest().isPresent()
                        ? "More --gpus, a smaller --batch, --optimizer adam-8bit or --offload optimizer needs less."
                        : "Give a --batch that more replicas can share.");
    }

    private void trust() {
        page.blank()
                .fact(
                        "trust",
                        "nine of ten published steps took as long as computed within a factor of %s (docs/machine.md)"
                                .formatted(Magnitude.digits(Assumptions.SPREAD, 3)));
        page.fact(
                "assumed",
                answer.assumptions().stated().stream()
                        .map(s -> s.what() + Page.TIE + Magnitude.digits(s.value(), 3))
                        .collect(Collectors.joining("; ")));
    }

    /** A time with the unit that suits it. */
    static String duration(double seconds) {
        return seconds < 1
                ? Magnitude.digits(1000 * seconds, 3) + " ms"
                : seconds < 600
                        ? Magnitude.digits(seconds, 3) + " s"
                        : seconds < 2 * DAY
                                ? Magnitude.digits(seconds / 3600, 3) + " hours"
                                : Magnitude.digits(seconds / DAY, 3) + " days";
    }
}
