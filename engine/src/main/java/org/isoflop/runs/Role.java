package org.isoflop.runs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a column is about, as far as its name tells. Names are compared without regard to case and to {@code _ - .} and
 * spaces.
 */
public enum Role {
    /** Tells training runs apart. */
    RUN("run", "runid", "runname", "experiment", "experimentid", "trial", "trialid"),
    /** Tells repetitions of the same run apart. */
    SEED("seed", "randomseed", "initseed", "dataseed", "replicate", "repetition"),
    /** Optimizer steps done. */
    STEP("step", "steps", "globalstep", "iteration", "iter"),
    /** Optimizer steps of the whole run. */
    TOTAL_STEPS("totalsteps", "maxsteps", "trainsteps", "numsteps"),
    /** The share of its run that a checkpoint has behind it. */
    FRACTION("fractionofrun", "fraction", "progress"),
    /** 1 for the last checkpoint of a run, else 0. */
    FINAL("isfinal", "final", "finished", "complete", "completed"),
    /** The peak learning rate. */
    LEARNING_RATE("lr", "learningrate", "peaklr", "maxlr", "peaklearningrate", "maxlearningrate"),
    /** The learning rate at the end of the run. */
    END_RATE("lrend", "endlr", "finallr", "minlr"),
    /** Tokens or sequences per step. */
    BATCH("batch", "batchtokens", "batchsize", "globalbatchsize", "bs", "batchsequences"),
    /** Decoupled weight decay. */
    WEIGHT_DECAY("weightdecay", "wd", "decay"),
    /** The memory of Adam's second moment. */
    BETA2("beta2", "adambeta2"),
    /** The loss averaged over the last steps: steadier than that of the last step alone. */
    SMOOTH_LOSS("smoothloss", "smoothedloss", "losssmooth", "lossema", "emaloss"),
    /** Parameters without embeddings. */
    WITHOUT_EMBEDDINGS(
            "nnoemb", "nnonemb", "nnonembedding", "nonembeddingparams", "nonembeddingparameters", "paramsnoemb");

    private static final Pattern PUNCTUATION = Pattern.compile("[_\\-./\\s]");

    /** What runs are measured by: columns that depend on chance. */
    private static final Pattern OUTCOME = Pattern.compile(
            ".*(loss|ppl|perplexity|crossentropy|nll|accuracy|bleu).*|(acc|score|error|avgerror)([a-z0-9]*)?");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> spellings;

    Role(String... spellings) {
        this.spellings = List.of(spellings);
    }

    /** The column of a table with this role, the preferred spelling first. */
    public Optional<String> in(Runs runs) {
        return spellings.stream()
                .flatMap(spelling -> runs.columns().stream()
                        .map(Column::name)
                        .filter(name -> folded(name).equals(spelling)))
                .findFirst();
    }

    /** The same among columns of numbers. */
    public Optional<double[]> numbersIn(Runs runs) {
        return in(runs).filter(runs.numberNames()::contains).map(runs::numbers);
    }

    /** Whether a column of this name has this role. */
    public boolean fits(String name) {
        return spellings.contains(folded(name));
    }

    /** Whether a column of this name holds results of runs, such as a loss, rather than what was chosen for them. */
    public static boolean isOutcome(String name) {
        String first = name.toLowerCase(Locale.ROOT);
        return OUTCOME.matcher(folded(name)).matches() || first.startsWith("acc_") || first.startsWith("score_");
    }

    private static String folded(String name) {
        return PUNCTUATION.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
