package org.isoflop.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.isoflop.catalogue.Catalogue;
import org.isoflop.catalogue.KnownAccelerator;
import org.isoflop.data.FitJson;
import org.isoflop.hardware.Accelerator;
import org.isoflop.hardware.Precision;
import org.isoflop.runs.Magnitude;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code isoflop accelerators}: what machines there are, with the source of each figure. */
@Command(
        name = "accelerators",
        header = "List the accelerators of the catalogue, or show one.",
        customSynopsis = "isoflop accelerators [ID] [options]",
        description = "Peaks are dense, bandwidths of links go in one direction.",
        footer = {"  isoflop accelerators", "  isoflop accelerators h100-sxm"})
final class AcceleratorsCommand extends CliCommand {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "One of them, in full.")
    private @Nullable String id;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        if (id != null) {
            String wanted = id;
            KnownAccelerator known = Call.check(spec, () -> Catalogue.builtIn().accelerator(wanted));
            return answer(json ? FitJson.text(document(List.of(known))) : one(known));
        }
        List<KnownAccelerator> all = Catalogue.builtIn().accelerators().stream()
                .map(Catalogue.builtIn()::accelerator)
                .toList();
        return answer(json ? FitJson.text(document(all)) : list(all));
    }

    private static String list(List<KnownAccelerator> known) {
        var page = new Page(Style.ofTerminal());
        List<Accelerator> all =
                known.stream().map(KnownAccelerator::accelerator).toList();
        new TextTable()
                .left("id", all.stream().map(Accelerator::id).toList())
                .right(
                        "TFLOP/s",
                        all.stream().map(a -> tera(a.peak(a.training()))).toList())
                .right(
                        "measured",
                        all.stream().map(AcceleratorsCommand::measured).toList())
                .right(
                        "memory",
                        all.stream()
                                .map(a -> Bytes.text(a.memoryBytes()).replace(Page.TIE, ' '))
                                .toList())
                .right(
                        "TB/s",
                        all.stream()
                                .map(a -> "%.2f".formatted(a.memoryBandwidth() / 1e12))
                                .toList())
                .right("node", all.stream().map(a -> "" + a.node().size()).toList())
                .right("link GB/s", all.stream().map(a -> giga(a.node().link())).toList())
                .right("net", all.stream().map(a -> giga(a.node().network())).toList())
                .right(
                        "W",
                        all.stream()
                                .map(a -> a.watts().isPresent()
                                        ? "%.0f".formatted(a.watts().getAsDouble())
                                        : "?")
                                .toList())
                .print(page);
        page.blank()
                .paragraph(
                        "",
                        2,
                        "16-bit peaks, dense, and the most that was measured with large products; links and network of"
                                + " one accelerator in one direction. One of them with its sources: isoflop"
                                + " accelerators ID.");
        return page.toString();
    }

    private static String measured(Accelerator accelerator) {
        var rate = accelerator.rate(accelerator.training()).measured();
        return rate.isPresent() ? tera(rate.getAsDouble()) : "–";
    }

    private static String tera(double rate) {
        return Magnitude.digits(rate / 1e12, 4);
    }

    private static String giga(double rate) {
        return Magnitude.digits(rate / 1e9, 3);
    }

    private static String one(KnownAccelerator known) {
        Accelerator accelerator = known.accelerator();
        var page = new Page(Style.ofTerminal());
        page.line("%s   %s".formatted(page.style().bold(accelerator.id()), accelerator.name()))
                .blank();
        page.fact(
                "peak",
                accelerator.rates().keySet().stream()
                                .map(p -> p.id() + Page.TIE + tera(accelerator.peak(p)))
                                .collect(Collectors.joining(", "))
                        + " TFLOP/s, dense");
        String measured = accelerator.rates().entrySet().stream()
                .filter(e -> e.getValue().measured().isPresent())
                .map(e -> "%s%s%s (%.0f%s%%)"
                        .formatted(
                                e.getKey().id(),
                                Page.TIE,
                                tera(e.getValue().measured().getAsDouble()),
                                100
                                        * e.getValue().measured().getAsDouble()
                                        / e.getValue().peak(),
                                Page.TIE))
                .collect(Collectors.joining(", "));
        if (!measured.isEmpty()) {
            page.fact("measured", measured + " TFLOP/s: " + known.measuredIn());
        }
        page.fact(
                "memory",
                "%s at %s TB/s; %.0f operations per byte in %s"
                        .formatted(
                                Bytes.text(accelerator.memoryBytes()),
                                Magnitude.digits(accelerator.memoryBandwidth() / 1e12, 3),
                                accelerator.ridge(accelerator.training()),
                                accelerator.training().id()));
        page.fact(
                "node",
                "%,d accelerators with %s GB/s each to the others, %s to other nodes, %s to the host, in each direction"
                        .formatted(
                                accelerator.node().size(),
                                giga(accelerator.node().link()),
                                giga(accelerator.node().network()),
                                giga(accelerator.node().host())));
        page.fact(
                "power",
                accelerator.watts().isPresent()
                        ? "%.0f W".formatted(accelerator.watts().getAsDouble())
                        : "not published");
        accelerator
                .price()
                .ifPresent(price -> page.fact(
                        "price",
                        "%.2f USD per hour in %s: %s".formatted(price.perHour(), price.date(), price.source())));
        known.notes().forEach(note -> page.fact("mind", note));
        page.fact("source", known.source().citation());
        page.fact("checked", known.source().checkedAgainst());
        return page.toString();
    }

    private static ObjectNode document(List<KnownAccelerator> all) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode array = node.putArray("accelerators");
        all.forEach(known -> array.add(node(known)));
        node.putArray("warnings");
        return node.put("version", Version.current());
    }

    private static ObjectNode node(KnownAccelerator known) {
        Accelerator accelerator = known.accelerator();
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.put("id", accelerator.id()).put("name", accelerator.name());
        ObjectNode peaks = one.putObject("peak");
        ObjectNode measured = one.putObject("measured");
        for (Precision precision : accelerator.rates().keySet()) {
            peaks.put(precision.id(), accelerator.peak(precision));
            accelerator.rate(precision).measured().ifPresent(rate -> measured.put(precision.id(), rate));
        }
        one.put("memoryBytes", accelerator.memoryBytes()).put("memoryBandwidth", accelerator.memoryBandwidth());
        one.putObject("node")
                .put("size", accelerator.node().size())
                .put("link", accelerator.node().link())
                .put("network", accelerator.node().network())
                .put("host", accelerator.node().host());
        accelerator.watts().ifPresent(watts -> one.put("watts", watts));
        accelerator
                .price()
                .ifPresent(price -> one.putObject("price")
                        .put("perHour", price.perHour())
                        .put("date", price.date())
                        .put("source", price.source()));
        return one.put("source", known.source().citation())
                .put("checked", known.source().checkedAgainst());
    }
}
