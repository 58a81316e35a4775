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
    /** So far from the given one the batch may be, as a share. */
    private static final double SLACK = 0.06;

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

    /** The job, with a batch that so many accelerators can share. */
    Job job(Transformer model, int accelerators) {
        return new Job(model, sequences(batch, model.context(), accelerators), numerics(), !unfused, dropout);
    }

    /** So many sequences that accelerators can share for a batch in tokens, within 6 % of it where that is possible. */
    static int sequences(double batch, int context, int accelerators) {
        double sequences = shared(batch / context, accelerators);
        if (!(sequences >= 1 && sequences <= Integer.MAX_VALUE)) {
            throw new InputException(
                    "--batch %s is not one sequence of %,d tokens".formatted(Magnitude.count(batch), context),
                    "Give tokens per step, such as 4M, or another --context.");
        }
        return (int) sequences;
    }

    /**
     * The number within 6 % of the given one that can be halved most often, and of these the nearest: "4M" means 1024
     * sequences of 4096 tokens, not 977. For 1000 accelerators it is a multiple of 125 besides, if there is one so near.
     */
    private static double shared(double sequences, int accelerators) {
        int odd = Math.max(1, accelerators >> Integer.numberOfTrailingZeros(Math.max(1, accelerators)));
        double many = divisible(sequences, odd);
        return many > 0 ? many : Math.max(divisible(sequences, 1), Math.rint(sequences));
    }

    /** A multiple of a number and of the largest power of two for which there is one near enough; 0 if there is none. */
    private static double divisible(double sequences, int odd) {
        for (double power = Math.pow(2, 40); power >= 1; power /= 2) {
            double multiple = odd * power * Math.rint(sequences / (odd * power));
            if (multiple > 0 && Math.abs(multiple - sequences) <= SLACK * sequences) {
                return multiple;
            }
        }
        return 0;
    }
}
