package org.isoflop.catalogue;

import java.util.regex.Pattern;

/**
 * Where a law, a model or an accelerator comes from.
 *
 * @param citation authors, year and title
 * @param arxiv the arXiv number, such as {@code 2203.15556}; empty if there is none
 * @param checkedAgainst where the numbers were seen; empty if there are none
 */
public record Source(String citation, String arxiv, String checkedAgainst) {
    private static final Pattern ARXIV = Pattern.compile("\\d{4}\\.\\d{4,5}");

    /**
     * Reads the section of that name.
     *
     * @param checked whether it has to say where the numbers were seen
     */
    static Source read(Section section, boolean checked) {
        section.only("citation", "arxiv", "checked");
        String arxiv = section.textOr("arxiv", "");
        if (!arxiv.isEmpty() && !ARXIV.matcher(arxiv).matches()) {
            throw section.wrong("arxiv", "is '" + arxiv + "'", "Write the number alone, as in \"2203.15556\".");
        }
        return new Source(
                section.text("citation"), arxiv, checked ? section.text("checked") : section.textOr("checked", ""));
    }
}
