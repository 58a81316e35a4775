package org.isoflop.training;

/**
 * Communication of replicas. Gradients are reduced once per step; with ZeRO 3 weights are gathered for the forward and
 * for the backward pass of every microbatch and gradients are scattered after it, one and a half times the volume of one
 * reduction (Rajbhandari et al. 2019, 7.2). Part of it hides behind computation.
 */
final class Replication {
    private Replication() {}

    static double seconds(
            Job job, Layout layout, Links links, double forward, double backward, Assumptions assumptions) {
        int members = layout.data() * layout.sequence();
        int stride = layout.tensor();
        Holdings holdings = Holdings.first(job.model(), layout);
        Numerics numerics = job.numerics();
        double overlap = assumptions.overlap();
        if (layout.zero() < 3) {
            double reduction = ofAll(layout, links, holdings, numerics.gradientBytes(), members, stride);
            // A replica of one microbatch hides it behind that; others behind the last of theirs.
            return exposed(2 * reduction, overlap, backward);
        }
        int microbatches = Math.max(1, layout.microbatches(job.batch()));
        double gathered = ofAll(layout, links, holdings, numerics.weightBytes(), members, stride);
        double scattered = ofAll(layout, links, holdings, numerics.gradientBytes(), members, stride);
        return microbatches * (exposed(gathered, overlap, forward) + exposed(gathered + scattered, overlap, backward));
    }

    /** Half of a reduction of so many bytes per parameter; experts have fewer replicas. */
    private static double ofAll(Layout layout, Links links, Holdings holdings, double bytes, int members, int stride) {
        int replicas = members / layout.expert();
        return links.gather(bytes * (holdings.dense() + holdings.tables()), members, stride)
                + links.gather(bytes * holdings.experts(), replicas, stride * layout.expert());
    }

    private static double exposed(double communication, double overlap, double computation) {
        return communication - overlap * Math.min(communication, computation);
    }
}
