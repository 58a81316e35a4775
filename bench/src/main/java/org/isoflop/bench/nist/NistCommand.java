package org.isoflop.bench.nist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;
import org.isoflop.bench.Machine;
import org.isoflop.bench.MissingException;
import org.isoflop.bench.Project;
import org.isoflop.bench.Table;

/** {@code nist FOLDER}: how many certified digits are found, from both official starts. */
public final class NistCommand {
    /** Fewer digits than these count as a failure in the literature, and so they do here. */
    private static final double FAILURE = 4;

    private static final String ABOUT = """
            Digits are log relative errors of the worst parameter, the worst standard deviation and the residual sum of \
            squares; eleven are certified. "alone" are the parameters' digits when the search begins at the official \
            start and nowhere else (`--starts 1`); the other columns are what `isoflop fit` does, which looks elsewhere \
            too and says how many of its searches agree. Milliseconds are those of a process that has just begun.""";

    private NistCommand() {}

    /**
     * Fits every set of a folder.
     *
     * @throws MissingException if it is not there
     */
    public static Findings run(Project project, Path folder) {
        MissingException.unlessThere("nist", folder);
        var machine = Machine.here();
        List<NistSet> sets = NistFolder.read(folder);
        Map<String, Minpack.Digits> minpack = Minpack.digits(project, folder);
        var solutions = new ArrayList<Solution>();
        for (NistSet set : sets) {
            solutions.add(Solution.of(set, 1));
            solutions.add(Solution.of(set, 2));
        }
        var sections = new ArrayList<Findings.Section>();
        sections.add(new Findings.Section(
                "%d sets of NIST, both starts".formatted(sets.size()), ABOUT, table(solutions, minpack)));
        if (!minpack.isEmpty()) {
            sections.add(new Findings.Section("Others", others(solutions, minpack), Table.NONE));
        }
        String id = folder.equals(project.data("nist")) ? "nist" : "nist-other";
        return new Findings(id, "nist " + shown(project, folder), machine, goals(solutions), sections);
    }

    private static String shown(Project project, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path beside = project.root().getParent();
        return beside != null && absolute.startsWith(beside) ? "../" + beside.relativize(absolute) : folder.toString();
    }

    private static Table table(List<Solution> solutions, Map<String, Minpack.Digits> minpack) {
        var rows = new ArrayList<List<String>>();
        for (Solution solution : solutions) {
            Minpack.Digits others = minpack.get(key(solution));
            rows.add(List.of(
                    solution.set().name(),
                    solution.set().difficulty(),
                    String.valueOf(solution.start()),
                    digits(solution.parameters()),
                    digits(solution.deviations()),
                    digits(solution.sumOfSquares()),
                    digits(solution.alone()),
                    others == null ? "" : digits(others.asItComes()),
                    "%d of %d"
                            .formatted(
                                    solution.diagnostics().agreeing(),
                                    solution.diagnostics().starts()),
                    "%.0e".formatted(solution.diagnostics().conditionNumber()),
                    "%.0f".formatted(solution.milliseconds())));
        }
        rows.add(List.of(
                "least",
                "",
                "",
                digits(least(solutions, Solution::parameters)),
                digits(least(solutions, Solution::deviations)),
                digits(least(solutions, Solution::sumOfSquares)),
                digits(least(solutions, Solution::alone)),
                minpack.isEmpty()
                        ? ""
                        : digits(minpack.values().stream()
                                .mapToDouble(Minpack.Digits::asItComes)
                                .min()
                                .orElseThrow()),
                "",
                "",
                ""));
        return new Table(
                List.of(
                        "set",
                        "difficulty",
                        "start",
                        "parameters",
                        "deviations",
                        "sum of squares",
                        "alone",
                        "MINPACK",
                        "agreeing",
                        "condition",
                        "ms"),
                rows);
    }

    private static String others(List<Solution> solutions, Map<String, Minpack.Digits> minpack) {
        String failed = solutions.stream()
                .filter(s -> minpack.getOrDefault(key(s), Minpack.Digits.ALL).asItComes() < FAILURE)
                .map(s -> "%s from start %d".formatted(s.set().name(), s.start()))
                .collect(Collectors.joining(", "));
        double atBest = minpack.values().stream()
                .mapToDouble(Minpack.Digits::atBest)
                .min()
                .orElseThrow();
        return """
            How others fare: the column MINPACK is `scipy.optimize.leastsq` on the same starts, run by this command \
            with SciPy's own settings (`bench/src/main/python/nist_minpack.py`). Fewer than four digits: %s. With exact \
            derivatives, tolerances at rounding and 20,000 evaluations it reaches at least %.1f digits on every line. \
            Ceres: the header of its `examples/nist.cc` puts the average at 9.4 digits over the 27 sets, 4.4 for \
            MINPACK (after Mondragon and Borchers 2005); that program, built against Ceres 2.1.0 for this comparison, \
            solved 51 of 54 starts to four digits: none of the sets here failed, but BoxBOD from start 1, and Roszman1 \
            from both starts, where its arctangent takes another branch. NIST itself remarks of MGH09, MGH10 and MGH17 \
            that they were found difficult for some very good algorithms.""".formatted(failed.isEmpty() ? "none" : failed, atBest);
    }

    private static String key(Solution solution) {
        return Minpack.key(solution.set().name(), solution.start());
    }

    private static List<Goal> goals(List<Solution> solutions) {
        List<Solution> usual =
                solutions.stream().filter(s -> s.deviationsWanted() > 0).toList();
        var goals = new ArrayList<Goal>();
        goals.add(Goal.atLeast("parameters of NIST's sets", 8, least(usual, Solution::parameters), "digits"));
        goals.add(Goal.atLeast("their standard deviations", 6, least(usual, Solution::deviations), "digits"));
        if (usual.size() < solutions.size()) {
            List<Solution> limit =
                    solutions.stream().filter(s -> s.deviationsWanted() == 0).toList();
            goals.add(Goal.atLeast(
                    "parameters where residuals are rounding", 6, least(limit, Solution::parameters), "digits"));
        }
        return goals;
    }

    private static double least(List<Solution> solutions, ToDoubleFunction<Solution> digits) {
        return solutions.stream().mapToDouble(digits).min().orElse(Double.NaN);
    }

    private static String digits(double value) {
        return "%.1f".formatted(value);
    }
}
