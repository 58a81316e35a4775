/**
 * Laws: formulas with named parameters, and what becomes of them when they meet a table.
 *
 * <p>A {@link org.isoflop.law.Law} is a formula plus what is known of its parameters (bounds, where to start) and of
 * its variables (meaning, unit). {@link org.isoflop.law.Model} is a law that has met the columns of a table: names are
 * resolved, indices written out, fixed and tied parameters put in. {@link org.isoflop.law.Sample} is a model's columns
 * with their rows checked.
 */
@NullMarked
package org.isoflop.law;

import org.jspecify.annotations.NullMarked;
