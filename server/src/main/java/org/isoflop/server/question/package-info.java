/**
 * Questions: a command with its options, put to the files of a project.
 *
 * <pre>
 *   {@link org.isoflop.server.question.Question} ── {@link org.isoflop.server.question.Gate} ──► arguments ── {@link org.isoflop.server.question.Desk} ──► {@link org.isoflop.server.question.Answerer} ──► {@link org.isoflop.server.question.Outcome}
 *     JSON        allowed?                queue, time, cancel      the command
 * </pre>
 *
 * <p>The {@link org.isoflop.server.question.Gate} knows what may be asked: commands of a list, options that the commands
 * describe themselves, numbers and texts within limits. The {@link org.isoflop.server.question.Desk} does a few pieces of
 * work at a time, lets some more wait, and stops what takes too long or what nobody waits for any more.
 */
@NullMarked
package org.isoflop.server.question;

import org.jspecify.annotations.NullMarked;
