/** The server under load: how long people wait, alone and many at a time, and whether its memory stays what it was. */
@NullMarked
package org.isoflop.bench.serve;

import org.jspecify.annotations.NullMarked;
