/** Published throughputs beside what Isoflop says of the same job, layout and machine. */
@NullMarked
package org.isoflop.bench.machine;

import org.jspecify.annotations.NullMarked;
