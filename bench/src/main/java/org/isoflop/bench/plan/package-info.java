/** How long plans take. */
@NullMarked
package org.isoflop.bench.plan;

import org.jspecify.annotations.NullMarked;
