package org.isoflop.training;

/**
 * What goes over the link to the host in a step, per accelerator; none of it is taken to overlap, as in Rajbhandari et
 * al. 2021, equation 6.
 */
public final class HostTraffic {
    private HostTraffic() {}

    /**
     * Bytes per second to the host and accelerator with which a step keeps a share of its speed: {@code e/(1 - e)} times the
     * bytes of a step over its other time (Rajbhandari et al. 2021, equation 6, solved for the bandwidth).
     *
     * @param share of the speed without traffic
     */
    public static double bandwidth(Job job, Layout layout, StepTime time, double share) {
        return share / (1 - share) * bytes(job, layout) / (time.total() - time.host() - time.lost());
    }

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
