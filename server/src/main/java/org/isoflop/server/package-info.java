/**
 * The commands over HTTP, and the web page that uses them.
 *
 * <pre>
 *   browser ── {@link org.isoflop.server.http} ──┬── {@link org.isoflop.server.project}    files and state, in one DuckDB file
 *     curl        routes, guard, problems  ├── {@link org.isoflop.server.question}   a command, put to files of a project
 *                                          └── {@link org.isoflop.server.reading}    what is in a table, or in a formula
 * </pre>
 *
 * <p>The idea: the API is the command line over HTTP. A question is a command with its options, put to the files of a
 * project; the answer is the JSON that the command prints, beside the command line that prints it. This module does not
 * know the commands: whoever starts it hands them in as one function, an {@link org.isoflop.server.question.Answerer}.
 *
 * <p>Here are the words that all rooms share: what is allowed ({@link org.isoflop.server.Limits}) and what a client reads
 * when something is not ({@link org.isoflop.server.Problem}).
 */
@NullMarked
package org.isoflop.server;

import org.jspecify.annotations.NullMarked;
