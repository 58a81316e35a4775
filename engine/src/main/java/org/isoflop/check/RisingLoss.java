package org.isoflop.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.isoflop.forecast.Objection;
import org.isoflop.forecast.Severity;
import org.isoflop.runs.Cells;
import org.isoflop.runs.Column;
import org.isoflop.runs.Role;
import org.isoflop.runs.Runs;

/**
 * A loss that rises again as N or D grows and all else stays: over-fitting, instability, inverse scaling. A law of falling
 * powers cannot follow it.
 */
final class RisingLoss implements Rule {
    /** A rise of this share above the least loss is no noise. */
    private static final double RISE = 0.02;

    private static final int ENOUGH_ROWS = 4;

    /** What grows along with N or D. */
    private static final Set<String> COMPANIONS =
            Set.of("C", "C_no_emb", "tokens_per_param", "epochs", "current_epoch");

    @Override
    public List<String> codes() {
        return List.of("rising-loss");
    }

    @Override
    public List<Objection> look(Case of) {
        var found = new ArrayList<Objection>();
        if (of.losses().isPresent()) {
            for (String along : List.of("D", "N")) {
                if (found.isEmpty() && of.runs().numberNames().contains(along)) {
                    rises(of, along, found);
                }
            }
        }
        return found;
    }

    private static void rises(Case of, String along, List<Objection> into) {
        Runs runs = of.runs();
        List<String> fixed = runs.columns().stream()
                .map(Column::name)
                .filter(name -> !name.equals(along) && !isCompanion(name, along))
                .toList();
        double[] x = runs.numbers(along);
        double[] losses = of.losses().orElseThrow();
        int ladders = 0;
        int rising = 0;
        int[] worst = {-1, -1};
        double most = 0;
        for (int[] cell : Cells.of(runs, fixed).atLeast(ENOUGH_ROWS)) {
            int[] rows = Arrays.stream(cell)
                    .filter(i -> x[i] > 0 && losses[i] > 0)
                    .boxed()
                    .sorted((a, b) -> Double.compare(x[a], x[b]))
                    .mapToInt(i -> i)
                    .toArray();
            if (rows.length < ENOUGH_ROWS || x[rows[0]] == x[rows[rows.length - 1]]) {
                continue;
            }
            ladders++;
            int least = rows[0];
            for (int row : rows) {
                least = losses[row] < losses[least] ? row : least;
            }
            int last = rows[rows.length - 1];
            int before = rows[rows.length - 2];
            // Two rows beyond the least one: one alone may be a bad run.
            double rise = Math.min(losses[last], losses[before]) / losses[least] - 1;
            if (x[before] > x[least] && rise > RISE) {
                rising++;
                if (losses[last] / losses[least] > most) {
                    most = losses[last] / losses[least];
                    worst = new int[] {least, last};
                }
            }
        }
        if (rising > 0) {
            into.add(new Objection(
                    "rising-loss",
                    10 * rising > ladders ? Severity.GRAVE : Severity.CAUTION,
                    "in %,d of %s of equal runs but for %s the loss rises again, from %s at %s %s to %s at %s (%s)"
                            .formatted(
                                    rising,
                                    Say.count(ladders, "series", "series"),
                                    along,
                                    digits(losses[worst[0]]),
                                    along,
                                    Say.value(along, x[worst[0]]),
                                    digits(losses[worst[1]]),
                                    Say.value(along, x[worst[1]]),
                                    Say.place(runs, worst[1])),
                    "A law whose loss only falls misleads here: leave such runs out, or take one for repeated data."));
        }
    }

    private static String digits(double loss) {
        return org.isoflop.runs.Magnitude.digits(loss, 4);
    }

    private static boolean isCompanion(String name, String along) {
        boolean ofLength = along.equals("D")
                && (Role.STEP.fits(name)
                        || Role.TOTAL_STEPS.fits(name)
                        || Role.FRACTION.fits(name)
                        || Role.FINAL.fits(name)
                        || name.startsWith("total_")
                        || name.startsWith("duplicate"));
        boolean ofSize = along.equals("N")
                && (Role.WITHOUT_EMBEDDINGS.fits(name)
                        || Set.of("width", "depth", "heads", "ffn", "model", "model_size")
                                .contains(name));
        return Role.isOutcome(name) || COMPANIONS.contains(name) || Role.RUN.fits(name) || ofLength || ofSize;
    }
}
