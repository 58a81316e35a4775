package org.isoflop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.InputException;
import org.isoflop.formula.Formula;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.junit.jupiter.api.Test;

/** Runs that change their shape, held against closed forms and against a fine grid. */
class ShapeScheduleTest {
    private static final Landscape OF_COMPUTE = landscape("loss = c + a*(C + d)^(-b)", "C");

    private static final Landscape OF_BOTH = landscape("loss = E + A/N^alpha + B/D^beta", "N", "D");

    private static Landscape landscape(String law, String... variables) {
        var columns = new java.util.HashSet<>(Set.of(variables));
        columns.add("loss");
        return Landscape.of(Model.of(Law.parse(law), columns), Map.of("C", Landscape.meaning(Formula.parse("6*N*D"))));
    }

    /** A shape whose loss is {@code c + a (C + d)^-b}; the model orders its parameters by appearance: c, a, d, b. */
    private static Course shape(String name, double c, double a, double d, double b) {
        return new Course(name, OF_COMPUTE, 1, 6, new double[] {c, a, d, b});
    }

    private static Course ofSize(double n) {
        return new Course("N " + n, OF_BOTH, n, 6 * n, new double[] {1.8, 480, 0.35, 2100, 0.37});
    }

    @Test
    void twoPowerLawsAreLeftWhereTheirSlopesAreTheSame() {
        double a1 = 8;
        double b1 = 0.05;
        double a2 = 40;
        double b2 = 0.09;
        ShapeSchedule schedule =
                ShapeSchedule.reach(List.of(shape("fast", 0, a1, 0, b1), shape("deep", 0, a2, 0, b2)), 0.5);
        assertThat(schedule.legs()).extracting(leg -> leg.course().name()).containsExactly("fast", "deep");
        // C = (a/L)^(1/b), so that -dC/dL = a^(1/b) L^(-1/b - 1) / b are equal at this loss:
        double change = Math.pow(b1 / b2 * Math.pow(a2, 1 / b2) / Math.pow(a1, 1 / b1), 1 / (1 / b2 - 1 / b1));
        double before = Math.pow(a1 / change, 1 / b1);
        double skipped = Math.pow(a2 / change, 1 / b2);
        double alone = Math.pow(a2 / 0.5, 1 / b2);
        assertThat(schedule.legs().getFirst().loss()).isCloseTo(change, within(1e-10));
        // Where slopes cross flatly a loss is known to half of its digits; FLOPs go with its 20th power.
        assertThat(schedule.legs().getFirst().to() / before).isCloseTo(1, within(1e-6));
        assertThat(schedule.flops() / (before + alone - skipped)).isCloseTo(1, within(1e-10));
        assertThat(schedule.fixed().name()).isEqualTo("deep");
        assertThat(schedule.fixedFlops() / alone).isCloseTo(1, within(1e-10));
        assertThat(schedule.saved())
                .isCloseTo((skipped - before) / alone, within(1e-9))
                .isPositive();
    }

    @Test
    void aBudgetIsSpentToItsEnd() {
        List<Course> shapes = List.of(shape("fast", 0.2, 8, 0, 0.05), shape("deep", 0.1, 40, 0, 0.09));
        for (double budget : new double[] {1e12, 1e18, 1e22}) {
            ShapeSchedule schedule = ShapeSchedule.spend(shapes, budget);
            assertThat(schedule.flops()).isEqualTo(budget);
            ShapeSchedule back = ShapeSchedule.reach(shapes, schedule.loss());
            // The loss falls with a small power of FLOPs: its last digit is ten or twenty of theirs.
            assertThat(back.flops() / budget).isCloseTo(1, within(1e-11));
        }
    }

    @Test
    void legsFollowEachOtherWithoutAGap() {
        ShapeSchedule schedule =
                ShapeSchedule.spend(List.of(ofSize(1e8), ofSize(1e9), ofSize(1e10), ofSize(3e7)), 1e22);
        assertThat(schedule.legs()).extracting(leg -> leg.course().parameters()).containsExactly(3e7, 1e8, 1e9, 1e10);
        for (int i = 1; i < schedule.legs().size(); i++) {
            ShapeSchedule.Leg before = schedule.legs().get(i - 1);
            ShapeSchedule.Leg leg = schedule.legs().get(i);
            assertThat(leg.from()).isEqualTo(before.to());
            assertThat(leg.lossFrom()).isEqualTo(before.loss());
            // A change keeps the loss: that is where a run of the new shape alone would have had it.
            assertThat(leg.course().loss(leg.ownFrom())).isCloseTo(before.loss(), within(1e-12));
            assertThat(leg.flops()).isCloseTo(leg.ownTo() - leg.ownFrom(), within(1e-9 * leg.ownTo()));
        }
    }

    /** Shapes of which each is near the best somewhere: their curves touch a common envelope, or nearly. */
    private static List<Course> random(SplittableRandom random) {
        var shapes = new ArrayList<Course>();
        int count = 2 + random.nextInt(4);
        for (int k = 0; k < count; k++) {
            double touches = Math.pow(10, 11 + 10 * random.nextDouble());
            double loss = 20 * Math.pow(touches, -0.06) * (1 + 0.03 * random.nextDouble());
            double floor = 0.5 * loss * random.nextDouble();
            double start = random.nextBoolean() ? 0 : 1e-3 * touches * random.nextDouble();
            double exponent = 0.06 + 0.12 * random.nextDouble();
            shapes.add(
                    shape("shape " + k, floor, (loss - floor) * Math.pow(touches + start, exponent), start, exponent));
        }
        return shapes;
    }

    @Test
    void noShapeAloneIsEverBetter() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 100; i++) {
            List<Course> shapes = random(random);
            double budget = Math.pow(10, 14 + 8 * random.nextDouble());
            ShapeSchedule schedule = ShapeSchedule.spend(shapes, budget);
            for (Course shape : shapes) {
                assertThat(schedule.loss()).isLessThanOrEqualTo(shape.loss(budget) * (1 + 1e-6));
                assertThat(schedule.flops()).isLessThanOrEqualTo(shape.flops(schedule.loss()) * (1 + 1e-6));
            }
            assertThat(schedule.saved()).isBetween(-1e-6, 1.0);
        }
    }

    @Test
    void noScheduleOnAFineGridIsBetter() {
        var random = new SplittableRandom(12);
        int legs = 0;
        for (int i = 0; i < 12; i++) {
            List<Course> shapes = random(random);
            double budget = Math.pow(10, 16 + 5 * random.nextDouble());
            ShapeSchedule schedule = ShapeSchedule.spend(shapes, budget);
            double brute = onGrid(shapes, schedule.loss(), 1e6 * budget);
            // Two changes within an eighth of a decade are not looked for, nor starts that save less than 1e-6.
            assertThat(schedule.flops()).isLessThanOrEqualTo(brute * (1 + 1e-5));
            // A grid may only change at its points, 2000 of them over the whole way.
            assertThat(brute / schedule.flops()).isCloseTo(1, within(2e-3));
            legs += schedule.legs().size();
        }
        assertThat(legs).as("runs that change").isGreaterThan(24);
    }

    /**
     * Dynamic programming: the least FLOPs with which each shape can be at each loss, changes being free.
     *
     * @param most FLOPs so many that what is counted would be lost in their rounding
     */
    private static double onGrid(List<Course> shapes, double target, double most) {
        double start = shapes.stream()
                .mapToDouble(shape -> shape.loss(Course.START))
                .max()
                .orElseThrow();
        int points = 2000;
        double[] least = new double[shapes.size()];
        double[] at = shapes.stream().mapToDouble(shape -> 0).toArray();
        for (int i = 1; i <= points; i++) {
            // Denser towards the end, where most of the FLOPs are.
            double loss = target + (start - target) * Math.pow(1 - (double) i / points, 6);
            double free = java.util.Arrays.stream(least).min().orElseThrow();
            for (int k = 0; k < least.length; k++) {
                double own = shapes.get(k).flops(loss);
                least[k] = own > most ? Double.POSITIVE_INFINITY : Math.min(least[k], free) + own - at[k];
                at[k] = own;
            }
        }
        return java.util.Arrays.stream(least).min().orElseThrow();
    }

    @Test
    void whatIsOutOfReachIsTold() {
        List<Course> shapes = List.of(shape("a", 0.2, 8, 0, 0.05), shape("b", 0.3, 40, 0, 0.09));
        assertThatThrownBy(() -> ShapeSchedule.reach(shapes, 0.1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no shape goes below 0.32");
        assertThatThrownBy(() -> ShapeSchedule.spend(shapes, -1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ShapeSchedule.reach(shapes, 100))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("where a run starts");
    }
}
