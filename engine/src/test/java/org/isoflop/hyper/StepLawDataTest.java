package org.isoflop.hyper;

import java.util.List;
import org.isoflop.SharedData;
import org.isoflop.fit.Progress;
import org.junit.jupiter.api.Test;

class StepLawDataTest {
    @Test
    void show() {
        Sweep sweep = Sweep.of(SharedData.read("steplaw_dense.csv"), List.of("N", "D"), List.of("lr", "batch_tokens"), "smooth_loss");
        for (double within : new double[] {0.01,0.015,0.02,0.025})  {
            for (SweepFit.Method m : SweepFit.Method.values()) {
            var fit = SweepFit.of(sweep, m, within, new SweepFit.Drawing(1000, 1, 1), Progress.NONE);
            System.out.println(m + " " + within + " found " + fit.found() + " used " + fit.used());
            for (var form : List.of(new OptimumLaw.Form("lr", List.of("N", "D")), new OptimumLaw.Form("batch_tokens", List.of("D")), new OptimumLaw.Form("batch_tokens", List.of("N","D")))) {
                fit.law(form).ifPresent(law -> {
                    System.out.print(form + " " + java.util.Arrays.toString(law.theta()) + " scatter " + law.scatter());
                    for (int j = 0; j < law.theta().length; j++) { int k = j; System.out.print(" se " + law.draws().standardError(t -> t[k])); }
                    System.out.println();
                });
            }
            System.out.println(java.util.Arrays.toString(fit.regrets(List.of(new OptimumLaw.Form("lr", List.of("N", "D")), new OptimumLaw.Form("batch_tokens", List.of("D"))))));
            System.out.println(java.util.Arrays.toString(fit.regrets(List.of(new OptimumLaw.Form("lr", List.of("N", "D")), new OptimumLaw.Form("batch_tokens", List.of("N","D"))))));
            System.out.println(java.util.Arrays.toString(fit.regrets(sc -> new double[] {1.79*Math.pow(sc[0],-.713)*Math.pow(sc[1],.307), .58*Math.pow(sc[1], .571)})));
            }
        }
    }
}
