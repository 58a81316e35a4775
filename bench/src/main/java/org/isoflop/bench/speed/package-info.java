/** JMH benchmarks of the kernel, of a fit and of a bootstrap. */
@NullMarked
package org.isoflop.bench.speed;

import org.jspecify.annotations.NullMarked;
