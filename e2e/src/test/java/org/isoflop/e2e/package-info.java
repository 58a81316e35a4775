/**
 * The page as somebody uses it: {@code isoflop serve} in a process of its own, a browser without a screen, and nothing of
 * the inside. Each test tells what is done and what is then to be seen.
 */
@NullMarked
package org.isoflop.e2e;

import org.jspecify.annotations.NullMarked;
