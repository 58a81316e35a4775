package org.isoflop.training;

/**
 * What goes over the link to the host in a step, per accelerator; none of it is taken to overlap, as in Rajbhandari et
 * al. 2021, equation 6.
 */
final class HostTraffic {
    private HostTraffic() {}

    static double seconds(Job job, Layout layout, Links links) {
        return links.host(bytes(job, layout));
    }

    /** Bytes in both directions together. */
    static double bytes(Job job, Layout layout) {
        Holdings holdings = Holdings.first(job.model(), layout);
        Numerics numerics = job.numerics();
        int microbatches = Math.max(1, layout.microbatches(job.batch()));
        double shared = holdings.shared(layout);
        double bytes = 0;
        if (layout.offload().contains(Offload.OPTIMIZER) && !layout.offload().contains(Offload.WEIGHTS)) {
            // Gradients go out, new weights come back (Ren et al. 2021).
            double stepped = layout.zero() >= 1 ? shared : holdings.total();
            bytes += (numerics.gradientBytes() + numerics.weightBytes()) * stepped;
        }
        if (layout.offload().contains(Offload.WEIGHTS)) {
            // Each accelerator brings its share, and the links between them the rest.
            double reads = layout.recompute() == Recompute.FULL ? 3 : 2;
            bytes += microbatches * (reads * numerics.weightBytes() + numerics.gradientBytes()) * shared;
        }
        if (layout.offload().contains(Offload.ACTIVATIONS)) {
            double tokens = Memory.tokens(job, layout) * microbatches;
            // Out and in again.
            bytes += 2 * Activations.of(job).kept(layout) * tokens * layout.stageLayers(job.model());
        }
        return bytes;
    }
}
