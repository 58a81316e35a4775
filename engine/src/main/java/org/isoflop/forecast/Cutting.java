package org.isoflop.forecast;

import java.util.List;

/** Where a back-test is to divide the runs. */
public sealed interface Cutting {
    /** As usual: often enough to judge, and no oftener than it teaches something. */
    Cutting USUAL = new Rolling(Backtest.CUTS);

    /**
     * The cuts that these runs allow; none where they are too few.
     *
     * @param sizes of the rows, such as their compute
     * @param unitOf for each row the number of its training run, from 0
     * @param least how many rows there must be below
     */
    List<Cut> of(double[] sizes, int[] unitOf, int least);

    /**
     * Several cuts, evenly spaced over the runs in order of size.
     *
     * @param count how many are wanted
     */
    record Rolling(int count) implements Cutting {
        @Override
        public List<Cut> of(double[] sizes, int[] unitOf, int least) {
            return Cut.rolling(sizes, unitOf, count, least);
        }
    }

    /**
     * One cut, where somebody wants it.
     *
     * @param edge the size up to which runs are fitted
     */
    record At(double edge) implements Cutting {
        @Override
        public List<Cut> of(double[] sizes, int[] unitOf, int least) {
            Cut cut = Cut.at(edge, sizes, unitOf);
            return cut.below().length >= least && cut.above().length > 0 ? List.of(cut) : List.of();
        }
    }
}
