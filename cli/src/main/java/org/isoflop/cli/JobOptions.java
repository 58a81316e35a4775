package org.isoflop.cli;

import org.isoflop.InputException;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Precision;
import org.isoflop.runs.Magnitude;
import org.isoflop.training.Job;
import org.isoflop.training.Numerics;
import org.isoflop.training.Optimizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is trained at once, and in which numbers. */
@Command(optionListHeading = "%nThe training:%n")
final class JobOptions {
    @Option(
            names = "--batch",
            paramLabel = "TOKENS",
            defaultValue = "4M",
            description = "Tokens per step, rounded to a number of sequences that replicas can share "
                    + "(default: ${DEFAULT-VALUE}).")
    private double batch;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "bf16",
            description = "Of matrix products: fp32, tf32, bf16, fp16, fp8 (default: ${DEFAULT-VALUE}).")
    private String precision = "bf16";

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "adam",
            description = "sgd, momentum, adam, adam-8bit, adafactor, lion, muon (default: ${DEFAULT-VALUE}).")
    private String optimizer = "adam";

    @Option(names = "--gradients-fp32", description = "Gradients are added up in 32 bits, as Megatron does.")
    private boolean fineGradients;

    @Option(names = "--no-master", description = "No copy of the weights in 32 bits.")
    private boolean noMaster;

    @Option(names = "--unfused", description = "Attention writes its scores, as before FlashAttention.")
    private boolean unfused;

    @Option(names = "--dropout", description = "Masks of dropout are kept.")
    private boolean dropout;

    Numerics numerics() {
        Precision products = Call.choice("--precision", Precision.values(), Precision::id, precision);
        Optimizer stepping = Call.choice("--optimizer", Optimizer.values(), Optimizer::id, optimizer);
        Numerics numerics = Numerics.of(products, stepping);
        if (fineGradients) {
            numerics = numerics.withGradientBytes(4);
        }
        return noMaster ? numerics.withMasterBytes(0) : numerics;
    }

    Job job(Transformer model) {
        double sequences = divisible(batch / model.context());
        if (!(sequences >= 1 && sequences <= Integer.MAX_VALUE)) {
            throw new InputException(
                    "--batch %s is not one sequence of %,d tokens".formatted(Magnitude.count(batch), model.context()),
                    "Give tokens per step, such as 4M, or another --context.");
        }
        return new Job(model, (int) sequences, numerics(), !unfused, dropout);
    }

    /**
     * The number within 6 % of the given one that can be halved most often, and of these the nearest: "4M" means 1024
     * sequences of 4096 tokens, not 977.
     */
    private static double divisible(double sequences) {
        double slack = 0.06 * sequences;
        for (double power = Math.pow(2, 40); power > 1; power /= 2) {
            double multiple = power * Math.rint(sequences / power);
            if (multiple > 0 && Math.abs(multiple - sequences) <= slack) {
                return multiple;
            }
        }
        return Math.rint(sequences);
    }
}
