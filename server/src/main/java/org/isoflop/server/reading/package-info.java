/** What is in a table and in a formula, for somebody who looks at them before anything is fitted. */
@NullMarked
package org.isoflop.server.reading;

import org.jspecify.annotations.NullMarked;
