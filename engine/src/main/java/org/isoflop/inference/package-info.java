/**
 * Using a trained model: what an answer costs, and how many to ask for.
 *
 * <p>{@link org.isoflop.inference.Serving} is a model on some accelerators: seconds for a prompt and for each token after
 * it, by roofline, and how many sequences fit. {@link org.isoflop.inference.Answers} is what one question takes with
 * many or long answers, attention counted. {@link org.isoflop.inference.Coverage} is the chance that one of them is
 * right, and {@link org.isoflop.inference.AnswerBudget} divides a budget per question between size and samples.
 */
@NullMarked
package org.isoflop.inference;

import org.jspecify.annotations.NullMarked;
