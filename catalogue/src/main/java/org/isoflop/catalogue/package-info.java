/**
 * Published scaling laws, models and accelerators as data, and their loader.
 *
 * <pre>
 *   laws/chinchilla.toml ── Toml ── Section ── EntryReader ──► {@link org.isoflop.catalogue.Entry}
 *        (a resource)      tree     checked      the schema     law · coefficients · ranges · source
 *   models/llama-3-70b.toml ──────────────────────────────► {@link org.isoflop.catalogue.KnownModel}         shape · published counts · source
 *   accelerators/h100-sxm.toml ───────────────────────────► {@link org.isoflop.catalogue.KnownAccelerator}   peaks · memory · links · source
 * </pre>
 *
 * <p>Start with {@link org.isoflop.catalogue.Catalogue}. An {@link org.isoflop.catalogue.Entry} holds a
 * {@link org.isoflop.law.Law} that can be fitted like one that somebody typed, and what is known of it beyond its
 * formula: the {@link org.isoflop.catalogue.Coefficients} that were published, the ranges they were found in, where
 * they come from, and what to mind. What can be done with a law follows from its formula alone; nothing here computes.
 *
 * <p>A new law is a new file; {@code docs/catalogue.md} says in five minutes how to write one. A file that is not
 * quite right is refused as a whole, with its name, the key and a way out: a law that is half understood would give
 * numbers that nobody published.
 *
 * <p>Units, unless an entry says otherwise: losses in nats per token, {@code N} parameters, {@code D} training tokens,
 * {@code C} training FLOP with two operations per multiply-add.
 */
@NullMarked
package org.isoflop.catalogue;

import org.jspecify.annotations.NullMarked;
