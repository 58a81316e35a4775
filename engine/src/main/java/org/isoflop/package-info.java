/**
 * Isoflop's engine: scaling laws as formulas, fitted to tables of small training runs.
 *
 * <p>A <em>law</em> is a formula, a <em>fit</em> is a law that has met a table of <em>runs</em>, and everything else
 * is a question put to a fit. The rooms, each of which imports only from those above it:
 *
 * <table>
 * <caption>Packages in the order of their dependence</caption>
 * <tr><td>{@link org.isoflop.formula}</td><td>text → tree → derivative → kernel</td></tr>
 * <tr><td>{@link org.isoflop.runs}</td><td>an immutable table of named columns</td></tr>
 * <tr><td>{@link org.isoflop.schedule}</td><td>learning-rate schedules, and the columns that laws read of them</td></tr>
 * <tr><td>{@link org.isoflop.law}</td><td>a formula with named parameters, and what happens when it meets a table</td></tr>
 * <tr><td>{@link org.isoflop.fit}</td><td>objective, search, optimum, and why to believe it</td></tr>
 * <tr><td>{@link org.isoflop.uncertainty}</td><td>draws, intervals, profiles</td></tr>
 * <tr><td>{@link org.isoflop.forecast}</td><td>predictions with intervals</td></tr>
 * <tr><td>{@link org.isoflop.architecture}</td><td>described models: parameters, operations, shapes</td></tr>
 * <tr><td>{@link org.isoflop.hardware}</td><td>described accelerators and clusters</td></tr>
 * <tr><td>{@link org.isoflop.training}</td><td>what training takes on them: memory, step time, layout</td></tr>
 * <tr><td>{@link org.isoflop.inference}</td><td>what answers cost, and how many to ask for</td></tr>
 * <tr><td>{@link org.isoflop.plan}</td><td>how to divide a budget</td></tr>
 * <tr><td>{@link org.isoflop.design}</td><td>which runs to make next</td></tr>
 * <tr><td>{@link org.isoflop.check}</td><td>what a reviewer would object to</td></tr>
 * <tr><td>{@link org.isoflop.comparison}</td><td>which of several recipes is better, and where they cross</td></tr>
 * <tr><td>{@link org.isoflop.hyper}</td><td>the best hyperparameters of a sweep, and how they grow</td></tr>
 * <tr><td>{@link org.isoflop.transfer}</td><td>from a small tuned model to a large one</td></tr>
 * </table>
 *
 * <p>The engine knows no file, no SQL, no HTTP and no screen. Everything in it is immutable or confined to one thread,
 * null-free, and throws {@link org.isoflop.InputException} for what a user can mend.
 */
@NullMarked
package org.isoflop;

import org.jspecify.annotations.NullMarked;
