package org.isoflop.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.isoflop.architecture.Transformer;
import org.isoflop.hardware.Cluster;

/**
 * All layouts of a job on a cluster, each with its memory and its time: which fits, which is fastest, and why the others
 * are out. Degrees are powers of two times what divides the cluster, so there are some thousands; none is skipped by a
 * heuristic.
 *
 * @param job what is trained
 * @param cluster on what; all of it is used
 * @param assumptions about the machine
 */
public record LayoutSearch(Job job, Cluster cluster, Assumptions assumptions) {
    /** Sequences shorter than this are not cut among accelerators. */
    private static final int LONG_CONTEXT = 16_384;

    private static final int LARGEST_MICROBATCH = 64;

    private static final int MOST_CHUNKS = 8;

    /** Why a layout is out. */
    public enum Reason {
        MEMORY("do not fit into the memory"),
        BATCH("have more replicas than the batch has sequences, or do not divide it"),
        HEADS("cut attention heads"),
        LAYERS("have more stages than layers, or runs of layers that do not divide them"),
        MICROBATCHES("interleave stages without a multiple of as many microbatches");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** The rest of a sentence that begins with their number. */
        public String description() {
            return description;
        }
    }

    /** A layout with what it takes. */
    public record Candidate(Layout layout, Memory memory, StepTime time) {}

    /**
     * What was found.
     *
     * @param feasible the fastest first, at most one of each way to divide the cluster
     * @param refused how many layouts were out, by reason
     * @param nearest that needs the least memory of those that do not fit
     * @param tried layouts in all
     */
    public record Outcome(
            List<Candidate> feasible, Map<Reason, Integer> refused, Optional<Candidate> nearest, int tried) {
        public Outcome {
            feasible = List.copyOf(feasible);
            // In the order of the reasons, the same in every run.
            var inOrder = new EnumMap<Reason, Integer>(Reason.class);
            inOrder.putAll(refused);
            refused = Collections.unmodifiableMap(inOrder);
        }

        /** The fastest, if any fits. */
        public Optional<Candidate> fastest() {
            return feasible.stream().findFirst();
        }
    }

    /** Tries every layout that is wanted. */
    public Outcome among(Predicate<Layout> wanted) {
        var found = new ArrayList<Candidate>();
        var refused = new EnumMap<Reason, Integer>(Reason.class);
        Candidate nearest = null;
        int tried = 0;
        for (Layout layout : layouts()) {
            if (!wanted.test(layout)) {
                continue;
            }
            tried++;
            Optional<Reason> shape = objection(layout);
            if (shape.isPresent()) {
                refused.merge(shape.get(), 1, Integer::sum);
                continue;
            }
            Memory memory = Memory.of(job, layout);
            boolean fits = memory.total() <= assumptions.usable(cluster.accelerator());
            if (!fits) {
                refused.merge(Reason.MEMORY, 1, Integer::sum);
                if (nearest != null && nearest.memory().total() <= memory.total()) {
                    continue;
                }
            }
            var candidate = new Candidate(layout, memory, StepTime.of(job, layout, cluster, assumptions));
            if (fits) {
                found.add(candidate);
            } else {
                nearest = candidate;
            }
        }
        return new Outcome(distinct(found), refused, Optional.ofNullable(nearest), tried);
    }

    /** The fastest of each way to divide the cluster; of equally fast ones the one with the smaller replica. */
    private static List<Candidate> distinct(List<Candidate> all) {
        record Division(int data, int tensor, int pipeline, int sequence, int expert) {}
        var seen = new HashSet<Division>();
        return all.stream()
                .sorted(Comparator.comparingDouble((Candidate c) -> c.time().total())
                        .thenComparingInt(c -> c.layout().replica())
                        .thenComparingInt(c -> c.layout().zero())
                        .thenComparingDouble(c -> c.memory().total()))
                .filter(c -> seen.add(new Division(
                        c.layout().data(),
                        c.layout().tensor(),
                        c.layout().pipeline(),
                        c.layout().sequence(),
                        c.layout().expert())))
                .toList();
    }

    /** What is wrong with the shape of a layout, whatever the memory. */
    public Optional<Reason> objection(Layout layout) {
        Transformer model = job.model();
        if (model.attention().heads() % layout.tensor() != 0) {
            return Optional.of(Reason.HEADS);
        }
        if (layout.pipeline() * layout.chunks() > model.layers()
                || layout.chunks() > 1 && model.layers() % (layout.pipeline() * layout.chunks()) != 0) {
            return Optional.of(Reason.LAYERS);
        }
        if (job.batch() % (layout.data() * layout.microbatch()) != 0) {
            return Optional.of(Reason.BATCH);
        }
        if (layout.chunks() > 1 && layout.microbatches(job.batch()) % layout.pipeline() != 0) {
            return Optional.of(Reason.MICROBATCHES);
        }
        return Optional.empty();
    }

    private List<Layout> layouts() {
        var all = new ArrayList<Layout>();
        int count = cluster.count();
        int node = Math.min(cluster.accelerator().node().size(), 64);
        for (int tensor : powers(node)) {
            for (int sequence : job.model().context() >= LONG_CONTEXT ? powers(32) : List.of(1)) {
                for (int pipeline = 1; pipeline <= job.model().layers(); pipeline++) {
                    int replica = tensor * sequence * pipeline;
                    if (count % replica == 0) {
                        divided(all, count / replica, tensor, pipeline, sequence);
                    }
                }
            }
        }
        return all;
    }

    private void divided(List<Layout> all, int data, int tensor, int pipeline, int sequence) {
        int experts = job.model().experts().map(e -> e.count()).orElse(1);
        for (int expert : powers(experts)) {
            for (int chunks : pipeline == 1 ? List.of(1) : powers(MOST_CHUNKS)) {
                for (int microbatch : powers(Math.clamp(job.batch() / data, 1, LARGEST_MICROBATCH))) {
                    for (Recompute recompute : recomputations()) {
                        for (int zero : data * sequence == 1
                                ? List.of(0)
                                : pipeline == 1 ? List.of(0, 1, 2, 3) : List.of(0, 1)) {
                            var layout = new Layout(
                                    data,
                                    tensor,
                                    pipeline,
                                    sequence,
                                    expert,
                                    chunks,
                                    tensor > 1,
                                    zero,
                                    microbatch,
                                    recompute,
                                    Set.of());
                            if (layout.spreadsExperts(job.model())) {
                                all.add(layout);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Fused attention recomputes its scores by itself. */
    private List<Recompute> recomputations() {
        return job.fusedAttention()
                ? List.of(Recompute.NONE, Recompute.FULL)
                : List.of(Recompute.NONE, Recompute.SELECTIVE, Recompute.FULL);
    }

    private static List<Integer> powers(int most) {
        var powers = new ArrayList<Integer>();
        for (int power = 1; power <= most; power *= 2) {
            powers.add(power);
        }
        return powers;
    }
}
