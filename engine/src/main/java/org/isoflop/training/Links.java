package org.isoflop.training;

import org.isoflop.hardware.Accelerator;

/**
 * How long collectives take, as rings over links of a bandwidth (Thakur et al. 2005): each member of a group of {@code n}
 * sends {@code (n - 1)/n} of the data to gather or to scatter it, and twice that to reduce it everywhere.
 */
record Links(Accelerator.Node node, double share) {

    /**
     * Bytes per second and member of a group.
     *
     * <p>Inside a node the fast links. Across nodes the members that stand in one node use their adapters together, each
     * for a ring of its own, up to the speed of the fast links.
     *
     * @param members of the group
     * @param stride accelerators from one member to the next
     */
    double bandwidth(int members, int stride) {
        boolean inside = (long) members * stride <= node.size();
        double inNode = Math.max(1, Math.min(members, node.size() / (double) stride));
        return share * (inside ? node.link() : Math.min(node.link(), inNode * node.network()));
    }

    /** Seconds to bring together, or to reduce and scatter, so many bytes (those of the whole). */
    double gather(double bytes, int members, int stride) {
        return members == 1 ? 0 : bytes * (members - 1) / members / bandwidth(members, stride);
    }

    /** Seconds to reduce so many bytes everywhere. */
    double reduce(double bytes, int members, int stride) {
        return 2 * gather(bytes, members, stride);
    }

    /** Seconds for each member to send its bytes evenly to all others. */
    double exchange(double bytes, int members, int stride) {
        if (members == 1) {
            return 0;
        }
        boolean inside = (long) members * stride <= node.size();
        return bytes * (members - 1) / members / (share * (inside ? node.link() : node.network()));
    }

    /** Seconds to send bytes to the neighbour so many accelerators away. */
    double send(double bytes, int stride) {
        return bytes / (share * (stride < node.size() ? node.link() : node.network()));
    }

    /** Seconds to or from the memory of the host. */
    double host(double bytes) {
        return bytes / (share * node.host());
    }
}
