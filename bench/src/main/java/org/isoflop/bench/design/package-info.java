/** Whether runs that are chosen teach more than runs that are laid evenly, at random, or cheapest first. */
@NullMarked
package org.isoflop.bench.design;

import org.jspecify.annotations.NullMarked;
