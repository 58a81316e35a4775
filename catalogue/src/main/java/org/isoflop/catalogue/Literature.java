package org.isoflop.catalogue;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.law.Prior;

/**
 * What the literature lets one believe of the parameters of a form of law.
 *
 * @param priors one per quantity
 * @param source where they come from, in words
 */
public record Literature(List<Prior> priors, String source) {
    public Literature {
        priors = List.copyOf(priors);
    }

    static Literature read(String file, String text) {
        Section section = Section.of(file, text).only("prior", "source");
        try {
            return new Literature(Prior.parse(section.text("prior")), section.text("source"));
        } catch (InputException e) {
            throw section.wrong("prior", "cannot be used: " + e.getMessage(), e.wayOut());
        }
    }
}
