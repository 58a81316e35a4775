package org.isoflop.design;

import java.util.Map;

/** What is to be known better. */
public sealed interface Target {

    /**
     * The response of a run.
     *
     * @param place the values of the law's variables by their names
     * @param flops what the run costs
     */
    record Response(Map<String, Double> place, double flops) implements Target {
        public Response {
            place = Map.copyOf(place);
        }
    }

    /** The response of the best run for so many FLOPs, which N and D follow from. */
    record BestResponse(double flops) implements Target {}

    /** The number of parameters of the best run for so many FLOPs. */
    record BestSize(double flops) implements Target {}

    /** All parameters of the law alike: a design is the better, the larger the determinant of the information. */
    record Parameters() implements Target {}
}
