package org.isoflop.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.isoflop.formula.Formula;
import org.isoflop.formula.Interpreter;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import org.isoflop.law.Sample;
import org.isoflop.law.Simulation;
import org.isoflop.runs.Grid;
import org.isoflop.runs.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws with breaks, floors, humps and bends, planted and found again. */
class PiecewiseTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // A break between two power laws, continuous at x = d.
                "broken      | y = a*x^-b*(1 + (x/d)^3)^(-c/3) where { a>0; b in (0,1); c in (0,2); d in (1,1e4) }"
                        + " | a=5 b=0.1 c=0.4 d=100 | x=1..1e4*60",
                // The same with a sharp bend.
                "sharp       | y = if(x < d, a*x^-b, a*d^-b*(x/d)^-c) where { a>0; b in (0,1); c in (0,2); d in (1,1e4) }"
                        + " | a=5 b=0.1 c=0.5 d=100 | x=1..1e4*60",
                "bend        | y = max(a*x^-b, c) where { a>0; b in (0,2); c>0 } | a=5 b=0.5 c=0.3 | x=1..1e4*60",
                "saturation  | y = E + a/(1 + x/d)^b where { E>0; a>0; b in (0,3); d in (1,1e4) }"
                        + " | E=1.5 a=2 b=0.8 d=50 | x=1..1e4*60",
                // A U over the logarithm of x.
                "u-shape     | y = E + k*(log(x) - m)^2 where { E>0; k>0 } | E=2 k=0.05 m=4 | x=1..1e4*40",
                // A hump on a power law.
                "double peak | y = a*x^-b + h*exp(-((log(x) - m)/s)^2) where { a>0; b in (0,2); h>0; m in (0,9); s in (0.1,3) }"
                        + " | a=5 b=0.3 h=0.8 m=5 s=0.7 | x=1..1e4*60",
                "s-curve     | y = low + (high - low)/(1 + (d/x)^k) where { low in (0,1); high in (0,1); d in (1,1e4); k in (0,9) }"
                        + " | low=0.25 high=0.9 d=200 k=1.2 | x=1..1e4*60",
                // a*y^3 + y = m*x, solved for y.
                "cubic       | y = 2*sinh(asinh(1.5*m*x*sqrt(3*a))/3)/sqrt(3*a) where { a>0; m>0 }"
                        + " | a=2 m=0.5 | x=0.01..100*40",
            })
    void isFoundAgain(String name, String formula, String planted, String grid) {
        Runs places = Grid.parse(grid).runs();
        Law law = Law.parse(formula);
        Model model = Model.of(law, Set.of("x", "y"));
        double[] theta = model.parameters().stream()
                .mapToDouble(p -> Arrays.stream(planted.split(" "))
                        .filter(part -> part.startsWith(p.name() + "="))
                        .mapToDouble(part ->
                                Double.parseDouble(part.substring(p.name().length() + 1)))
                        .findFirst()
                        .orElseThrow())
                .toArray();
        Runs runs = new Simulation(model, theta, 2e-3).of(places, "y", new SplittableRandom(5));
        Fit fit = Fitter.withDefaults().fit(model, Sample.of(model, runs));
        for (int j = 0; j < theta.length; j++) {
            assertThat(fit.theta()[j])
                    .as(model.parameters().get(j).name())
                    .isCloseTo(theta[j], within(0.06 * theta[j]));
        }
        assertThat(fit.diagnostics().agreeing()).isGreaterThan(1);
    }

    /** The closed form by hyperbolic sines, at every size of the right side: no cancellation as in Cardano's. */
    @Test
    void theClosedFormSolvesTheCubic() {
        var formula = Formula.parse("2*sinh(asinh(1.5*m*x*sqrt(3*a))/3)/sqrt(3*a)");
        for (double a : new double[] {1e-8, 0.5, 2, 1e6}) {
            for (double right : new double[] {1e-9, 0.1, 1, 30, 1e8}) {
                Model model = Model.of(Law.parse("y = " + formula.text()), Set.of("x", "y"));
                double[] theta = model.parameters().stream()
                        .mapToDouble(p -> p.name().equals("a") ? a : 1)
                        .toArray();
                double y = Interpreter.value(model.body(), new double[] {right}, theta);
                assertThat(a * y * y * y + y).isCloseTo(right, within(1e-12 * right));
                assertThat(List.of(y)).allMatch(v -> v > 0);
            }
        }
    }
}
