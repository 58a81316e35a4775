/**
 * Evidence for what the project claims about speed and correctness, each piece a command that anyone can repeat:
 *
 * <table>
 * <caption>Commands of {@code java -jar bench/target/isoflop-bench-0.1.0.jar}</caption>
 * <tr><td>{@code nist}</td><td>certified regression problems, in matching digits</td></tr>
 * <tr><td>{@code kernel}, {@code fit}, {@code bootstrap}</td><td>JMH benchmarks</td></tr>
 * <tr><td>{@code pair}</td><td>whole processes in turn with a script that does the same with SciPy</td></tr>
 * <tr><td>{@code growth}</td><td>time and memory against rows, parameters and resamples</td></tr>
 * <tr><td>{@code serve}</td><td>waits for the server, alone and among many, and its memory</td></tr>
 * <tr><td>{@code report}</td><td>all of it as {@code docs/performance.md}</td></tr>
 * </table>
 *
 * <p>{@link org.isoflop.bench.Bench} is where to start reading. Every command prints what it found and keeps it in
 * {@code bench/target/results}; the page is made of these files, and no number is copied by hand.
 */
@NullMarked
package org.isoflop.bench;

import org.jspecify.annotations.NullMarked;
