package org.isoflop.bench.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.isoflop.bench.Project;
import org.isoflop.data.RunsQuery;
import org.isoflop.formula.Formula;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/**
 * A table of public runs with the columns N, D and loss, as a careful user would choose its rows.
 *
 * @param name as the page calls it
 * @param runs the rows
 */
record TrustTable(String name, Runs runs) {

    /** The tables that are there. */
    static List<TrustTable> all(Project project) {
        var tables = new ArrayList<TrustTable>();
        add(tables, project, "Chinchilla", "chinchilla_epoch.csv", "loss", "dropped_by_besiroglu == 0");
        add(tables, project, "Misfitting", "misfitting_c4.csv", "loss", "is_final == 1", "duplicate_checkpoint == 0");
        for (String set : List.of("c4_original", "rpj", "rw_original")) {
            String rows = "dataset == '" + set + "'";
            String name = "OpenLM "
                    + Map.of("c4_original", "C4", "rpj", "RPJ", "rw_original", "RW")
                            .get(set);
            String grown = "N > 20e6 and chinchilla_multiplier >= 0.5";
            add(tables, project, name, "openlm_overtrain.csv", "loss_c4_val", rows, grown);
            add(tables, project, name + ", all", "openlm_overtrain.csv", "loss_c4_val", rows);
        }
        add(tables, project, "Llama 3", "llama3_isoflop.csv", "loss");
        add(tables, project, "Data-constrained", "data_constrained_c4.csv", "loss", "epochs <= 4.01");
        return List.copyOf(tables);
    }

    private static void add(
            List<TrustTable> tables, Project project, String name, String file, String loss, String... where) {
        Path path = project.data(file);
        if (!Files.exists(path)) {
            System.err.println("left out: " + name + " needs " + path.normalize() + ", which is not there");
            return;
        }
        List<Formula> filters = new ArrayList<>();
        for (String condition : where) {
            filters.add(Formula.parse(condition));
        }
        Runs runs = new RunsQuery(List.of(path.toString()), Optional.empty(), Map.of(), Map.of(), filters)
                .read()
                .runs();
        Runs complete = Runs.of(
                List.of(
                        new Column.Numbers("N", runs.numbers("N")),
                        new Column.Numbers("D", runs.numbers("D")),
                        new Column.Numbers("loss", runs.numbers(loss))),
                runs.origin());
        Formula usable = Formula.parse("N > 0 and D > 0 and loss > 0");
        tables.add(new TrustTable(name, bestOfEach(complete.where(usable.body()))));
    }

    /** The best run of each size and data: the others had a worse learning rate. */
    private static Runs bestOfEach(Runs runs) {
        double[] n = runs.numbers("N");
        double[] d = runs.numbers("D");
        double[] loss = runs.numbers("loss");
        var best = new LinkedHashMap<List<Double>, Integer>();
        for (int i = 0; i < loss.length; i++) {
            best.merge(List.of(n[i], d[i]), i, (a, b) -> loss[b] < loss[a] ? b : a);
        }
        return runs.at(best.values().stream().mapToInt(i -> i).sorted().toArray());
    }

    /** The runs up to a share of the largest compute, or those beyond. */
    Runs part(double share, boolean beyond) {
        double[] n = runs.numbers("N");
        double[] d = runs.numbers("D");
        double largest =
                IntStream.range(0, n.length).mapToDouble(i -> n[i] * d[i]).max().orElse(0);
        return runs.at(IntStream.range(0, n.length)
                .filter(i -> (n[i] * d[i] > share * largest) == beyond)
                .toArray());
    }
}
