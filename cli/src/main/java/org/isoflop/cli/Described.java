package org.isoflop.cli;

import org.isoflop.architecture.Transformer;

/**
 * A model as a call describes it.
 *
 * @param name for a person
 * @param origin where the shape comes from
 * @param transformer the shape
 */
record Described(String name, String origin, Transformer transformer) {}
