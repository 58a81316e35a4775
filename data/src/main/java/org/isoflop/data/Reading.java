package org.isoflop.data;

import java.util.List;
import java.util.Optional;
import org.isoflop.runs.Runs;

/**
 * What came of reading the inputs.
 *
 * @param runs the table, with at least one row
 * @param badCells texts found in columns of numbers, column by column
 * @param sha256 fingerprint, in hexadecimal, of the bytes of all input files in their order; absent without files
 */
public record Reading(Runs runs, List<BadCell> badCells, Optional<String> sha256) {
    public Reading {
        badCells = List.copyOf(badCells);
    }
}
