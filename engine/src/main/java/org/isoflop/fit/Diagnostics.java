package org.isoflop.fit;

import java.util.List;

/**
 * Why to believe an optimum, or not.
 *
 * @param stop why the search that found it stopped
 * @param scanned at how many points of the start ranges the law was tried
 * @param starts from how many of them the full search was made
 * @param agreeing how many of these ended in the optimum that was returned
 * @param evaluations how often the objective was evaluated in all
 * @param conditionNumber of the Jacobian with columns of equal length: how much longer the direction that the runs
 *     determine best is than the one they determine least; about one digit is lost per factor of ten
 * @param atBound the parameters that ended on a bound
 * @param free the combinations of parameters along which the objective does not change
 */
public record Diagnostics(
        Stop stop,
        int scanned,
        int starts,
        int agreeing,
        long evaluations,
        double conditionNumber,
        List<String> atBound,
        List<FreeDirection> free) {
    public Diagnostics {
        atBound = List.copyOf(atBound);
        free = List.copyOf(free);
    }

    /** The parameters that take part in a combination that the runs do not determine. */
    public List<String> undetermined() {
        return free.stream()
                .flatMap(direction -> direction.moves().keySet().stream())
                .distinct()
                .toList();
    }
}
