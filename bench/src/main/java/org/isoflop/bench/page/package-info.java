/** The page that shows everybody what the commands found. */
@NullMarked
package org.isoflop.bench.page;

import org.jspecify.annotations.NullMarked;
