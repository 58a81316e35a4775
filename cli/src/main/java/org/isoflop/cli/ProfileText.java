package org.isoflop.cli;

import java.util.List;
import java.util.Optional;
import org.isoflop.fit.Fit;
import org.isoflop.uncertainty.Interval;
import org.isoflop.uncertainty.Profile;

/** What {@code profile} says to a person: each quantity with its interval, and the curve as a small table. */
final class ProfileText {
    private static final int DIGITS = 4;

    /** The bars of a curve are so long where it reaches the threshold. */
    private static final int BAR = 20;

    private final Page page;

    ProfileText(Style style) {
        page = new Page(style);
    }

    String of(Optional<String> groupedBy, List<ProfileCommand.Profiled> groups) {
        for (int i = 0; i < groups.size(); i++) {
            ProfileCommand.Profiled profiled = groups.get(i);
            groupedBy.ifPresent(column -> page.line(page.style().bold("%s = %s".formatted(column, profiled.group()))));
            one(profiled);
            if (groupedBy.isPresent() && i < groups.size() - 1) {
                page.blank();
            }
        }
        return page.toString();
    }

    private void one(ProfileCommand.Profiled profiled) {
        Fit fit = profiled.search().fit();
        List<Quantity> quantities = profiled.quantities();
        List<Profile> profiles = profiled.profiles();
        new RunsText(profiled.rows()).print(page);
        page.blank();
        String id = fit.model().law().id();
        page.spread(fit.model().law().formula().equation(), id.equals("formula") ? "" : id);
        page.line(Page.padLeft(fit.objective().describe(), Page.WIDTH));
        if (profiles.size() == 1) {
            curve(quantities.getFirst(), profiles.getFirst());
        } else {
            table(quantities, profiles);
        }
        for (int i = 0; i < profiles.size(); i++) {
            open(quantities.get(i), profiles.get(i));
        }
    }

    private void table(List<Quantity> quantities, List<Profile> profiles) {
        new TextTable()
                .left("", quantities.stream().map(Quantity::name).toList())
                .point(
                        "estimate",
                        profiles.stream().map(p -> figure(p.estimate())).toList())
                .left(
                        Figures.level(profiles.getFirst().interval().level()) + " profile interval",
                        profiles.stream().map(p -> interval(p.interval())).toList())
                .print(page);
        page.blank().line("  The curve of one of them: --of NAME.");
    }

    private void curve(Quantity quantity, Profile profile) {
        page.blank()
                .line("  %s   %s   %s %s"
                        .formatted(
                                quantity.name(),
                                page.style().bold(figure(profile.estimate())),
                                Figures.level(profile.interval().level()),
                                interval(profile.interval())))
                .blank();
        List<Profile.Point> points = profile.points();
        double most = points.stream().mapToDouble(p -> Math.abs(p.root())).max().orElse(1);
        new TextTable()
                .point("value", points.stream().map(p -> figure(p.value())).toList())
                .point(
                        "rise",
                        points.stream()
                                .map(p -> "%.2f".formatted(p.root() * p.root()))
                                .toList())
                .left(
                        "",
                        points.stream()
                                .map(p -> bar(p.root() * p.root() / (most * most)))
                                .toList())
                .print(page);
        page.blank()
                .paragraph(
                        "",
                        2,
                        "The rise of the objective when the value is held and everything else fitted again, in"
                                + " units of what chance does: the square of t.");
    }

    private static String bar(double share) {
        return "·".repeat((int) Math.round(BAR * share));
    }

    private void open(Quantity quantity, Profile profile) {
        boolean low = Double.isInfinite(profile.interval().low());
        boolean high = Double.isInfinite(profile.interval().high());
        if (low || high) {
            page.blank()
                    .fact(
                            "mind",
                            "the runs set no %s limit to %s: the fit gets no worse than chance would make it"
                                    .formatted(low && high ? "" : low ? "lower" : "upper", quantity.name())
                                    .replace("  ", " "));
        }
    }

    private static String interval(Interval interval) {
        return "%s … %s".formatted(end(interval.low()), end(interval.high()));
    }

    private static String end(double value) {
        return Double.isInfinite(value) ? "open" : figure(value);
    }

    private static String figure(double value) {
        return Math.abs(value) >= 1e5 ? Figures.value("", value) : Figures.estimate(value, DIGITS);
    }
}
