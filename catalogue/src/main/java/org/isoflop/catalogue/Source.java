package org.isoflop.catalogue;

/**
 * Where a law comes from.
 *
 * @param citation authors, year and title
 * @param arxiv the arXiv number, such as {@code 2203.15556}; empty if there is none
 * @param checkedAgainst where the coefficients were seen; empty if there are none
 */
public record Source(String citation, String arxiv, String checkedAgainst) {}
