/** Published numbers beside those that Isoflop finds in the same runs, and scores of the public law benchmark. */
@NullMarked
package org.isoflop.bench.refits;

import org.jspecify.annotations.NullMarked;
