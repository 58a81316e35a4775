package org.isoflop.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.isoflop.InputException;
import org.isoflop.formula.Spelling;
import org.isoflop.runs.Column;
import org.isoflop.runs.Runs;

/**
 * Finds the usual columns of a table under the names that people give them.
 *
 * <table>
 * <caption>The standard names</caption>
 * <tr><td>{@code N}</td><td>parameters</td></tr>
 * <tr><td>{@code D}</td><td>training tokens</td></tr>
 * <tr><td>{@code C}</td><td>training FLOPs</td></tr>
 * <tr><td>{@code loss}</td><td>nats per token</td></tr>
 * <tr><td>{@code U}</td><td>different tokens among the training tokens</td></tr>
 * <tr><td>{@code lr}</td><td>peak learning rate</td></tr>
 * <tr><td>{@code batch}</td><td>tokens per step</td></tr>
 * </table>
 *
 * <p>A spelling is compared without regard to case and without {@code _ - . /}, spaces and a unit in brackets. Only
 * plain units are looked past: {@code params (M)} counts millions, so taking it for {@code N} would be wrong by a
 * factor of a million, and it is left to the user.
 */
public final class ColumnNames {
    /** For each standard name its spellings, the preferred one first. */
    private static final Map<String, List<String>> SPELLINGS = spellings();

    private static final Set<String> PLAIN_UNITS = Set.of(
            "nats",
            "nat",
            "natspertoken",
            "natstoken",
            "tokens",
            "token",
            "tokensperstep",
            "params",
            "parameters",
            "flops",
            "flop");

    private static final Pattern PUNCTUATION = Pattern.compile("[_\\-./\\s]");
    private static final Pattern BRACKETS = Pattern.compile("\\(([^()]*)\\)|\\[([^\\[\\]]*)]|\\{([^{}]*)}");

    private ColumnNames() {}

    private static Map<String, List<String>> spellings() {
        var spellings = new LinkedHashMap<String, List<String>>();
        spellings.put(
                "N",
                List.of(
                        "n",
                        "params",
                        "parameters",
                        "numparams",
                        "nparams",
                        "numparameters",
                        "nparameters",
                        "modelparams",
                        "modelparameters",
                        "totalparams",
                        "totalparameters",
                        "paramcount",
                        "parametercount",
                        "modelsize",
                        "size"));
        spellings.put(
                "D",
                List.of(
                        "d",
                        "tokens",
                        "numtokens",
                        "ntokens",
                        "trainingtokens",
                        "traintokens",
                        "totaltokens",
                        "tokensseen",
                        "datasetsize",
                        "data"));
        spellings.put(
                "C",
                List.of(
                        "c",
                        "flops",
                        "flop",
                        "trainingflops",
                        "trainingflop",
                        "trainflops",
                        "totalflops",
                        "compute",
                        "trainingcompute"));
        spellings.put(
                "loss",
                List.of(
                        "loss",
                        "valloss",
                        "validloss",
                        "validationloss",
                        "evalloss",
                        "testloss",
                        "finalloss",
                        "lmloss",
                        "crossentropy",
                        "crossentropyloss",
                        "celoss",
                        "nll",
                        "trainloss",
                        "trainingloss"));
        spellings.put(
                "U",
                List.of(
                        "uniquetokens",
                        "tokensunique",
                        "dunique",
                        "uniqued",
                        "uniquedata",
                        "numuniquetokens",
                        "uniquetrainingtokens"));
        spellings.put("lr", List.of("lr", "learningrate", "peaklr", "maxlr", "peaklearningrate", "maxlearningrate"));
        // Tokens per step come first, because that is what the standard name means; others may count sequences.
        spellings.put("batch", List.of("batch", "batchtokens", "batchsize", "globalbatchsize", "bs"));
        return spellings;
    }

    /**
     * A column that is there under another name too.
     *
     * @param standard the name that was added
     * @param original the name in the file, which stays usable
     * @param byUser whether the user said so, rather than its spelling
     */
    public record Renaming(String standard, String original, boolean byUser) {}

    /** The table with the names added, and what was added. */
    public record Recognised(Runs runs, List<Renaming> renamings) {
        public Recognised {
            renamings = List.copyOf(renamings);
        }
    }

    /**
     * Adds the standard names to a table, and first of all the names that the user gives. A column that has a standard
     * name already keeps it; a column of labels is never recognised. What the user says wins over both.
     *
     * @param map for each new name, standard or not, the column that is meant
     * @throws InputException if the map names a column that the table does not have, or gives a standard name to text
     */
    public static Recognised recognise(Runs runs, Map<String, String> map) {
        Runs named = runs;
        var renamings = new ArrayList<Renaming>();
        for (var entry : map.entrySet()) {
            String name = entry.getKey();
            Column column = meant(runs, name, entry.getValue());
            if (SPELLINGS.containsKey(name) && column instanceof Column.Labels) {
                requireNumbers(runs, column.name());
            }
            if (!column.name().equals(name)) {
                named = named.with(column.named(name));
                renamings.add(new Renaming(name, column.name(), true));
            }
        }
        for (String standard : SPELLINGS.keySet()) {
            Optional<Column> found = named.column(standard).isPresent() ? Optional.empty() : find(runs, standard);
            if (found.isPresent()) {
                named = named.with(found.get().named(standard));
                renamings.add(new Renaming(standard, found.get().name(), false));
            }
        }
        return new Recognised(named, renamings);
    }

    /** @throws InputException that says what the column holds, if that is text */
    private static void requireNumbers(Runs runs, String column) {
        runs.numbers(column);
    }

    private static Column meant(Runs runs, String name, String original) {
        return runs.column(original).orElseThrow(() -> {
            List<String> names = runs.columns().stream().map(Column::name).toList();
            return new InputException(
                    "%s has no column '%s', which --map gives the name %s; its columns are %s"
                            .formatted(runs.origin().summary(), original, name, Spelling.some(names)),
                    Spelling.nearest(original, names)
                            .map(near -> "Did you mean --map " + name + "=" + near + "?")
                            .orElse("Name one of them: --map " + name + "=COLUMN."));
        });
    }

    /** The column of numbers whose spelling is preferred, the first in the table among equals. */
    private static Optional<Column> find(Runs runs, String standard) {
        for (String spelling : SPELLINGS.getOrDefault(standard, List.of())) {
            for (Column column : runs.columns()) {
                if (column instanceof Column.Numbers && folded(column.name()).equals(spelling)) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }

    private static String folded(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = BRACKETS.matcher(lower).replaceAll(match -> isPlainUnit(match.group()) ? "" : "?");
        return PUNCTUATION.matcher(bare).replaceAll("");
    }

    private static boolean isPlainUnit(String bracketed) {
        String unit = bracketed.substring(1, bracketed.length() - 1);
        return PLAIN_UNITS.contains(PUNCTUATION.matcher(unit).replaceAll(""));
    }
}
