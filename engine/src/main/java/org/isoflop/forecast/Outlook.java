package org.isoflop.forecast;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.isoflop.runs.Runs;
import org.isoflop.uncertainty.Interval;

/**
 * A forecast that can be believed: one or several laws, and what back-tests say of them.
 *
 * @param members the laws with their shares
 * @param logarithmic whether residuals are differences of logarithms
 * @param axis what makes a run large
 * @param calibration what back-tests taught; empty if there were too few
 */
public record Outlook(List<Member> members, boolean logarithmic, Axis axis, Optional<Calibration> calibration) {

    /**
     * What to expect of a run.
     *
     * @param estimate the forecast, with the drift of the back-tests taken off
     * @param run the interval for one new run
     * @param reach how many times beyond the largest run of the fit it lies; below 1 inside
     * @param apart how far the laws lie apart there: the standard deviation of what they say, by their shares, relative to
     *     the response where residuals are logarithms; 0 where one law speaks
     */
    public record Expected(double estimate, Interval run, double reach, double apart) {}

    public Outlook {
        members = List.copyOf(members);
    }

    /**
     * The outlook of a back-test.
     *
     * @param weights the share of each of its tracks
     */
    public static Outlook of(Backtest backtest, double[] weights, Axis axis) {
        Backtest drawn = backtest.drawn(weights);
        var members = new ArrayList<Member>();
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) {
                members.add(drawn.tracks().get(k).fitted().member().weighing(weights[k]));
            }
        }
        return new Outlook(
                members, backtest.logarithmic(), axis, Calibration.of(drawn.misses(weights), drawn.noise(weights)));
    }

    /** Whether it is more than a law with a wider interval: then its estimate is the one to give. */
    public boolean leads() {
        return members.size() > 1
                || members.stream().anyMatch(member -> member.thetas().size() > 1);
    }

    /** The columns that its laws read. */
    public Set<String> variables() {
        var names = new LinkedHashSet<String>();
        members.forEach(member -> names.addAll(member.model().variables()));
        return names;
    }

    /**
     * What to expect at every row of a table; empty where there is no calibration.
     *
     * @param places a table with the columns of the laws and of the axis
     */
    public List<Expected> at(Runs places, double level) {
        if (calibration.isEmpty()) {
            return List.of();
        }
        Calibration learned = calibration.get();
        Runs complete = Axis.withCompute(places);
        double[] sizes = axis.sizes(complete);
        return IntStream.range(0, places.size())
                .mapToObj(i -> {
                    Reading reading = reading(complete, i);
                    Interval interval = learned.interval(reading, sizes[i], level);
                    return new Expected(
                            response(learned.centre(reading)),
                            new Interval(response(interval.low()), response(interval.high()), level),
                            sizes[i] / learned.noise().edge(),
                            apart(complete, i));
                })
                .toList();
    }

    private Reading reading(Runs places, int row) {
        List<Reading> readings = members.stream()
                .map(member -> member.reading(places, row, logarithmic))
                .toList();
        return Reading.blend(
                readings, members.stream().mapToDouble(Member::weight).toArray());
    }

    private double response(double value) {
        return logarithmic ? Math.exp(value) : value;
    }

    private double apart(Runs places, int row) {
        return Reading.scatter(
                members.stream()
                        .map(member -> member.reading(places, row, logarithmic))
                        .toList(),
                members.stream().mapToDouble(Member::weight).toArray());
    }
}
