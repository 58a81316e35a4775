/**
 * The edge: requests in, answers out.
 *
 * <p>Start with {@link org.isoflop.server.http.WebServer}, which puts the parts together. {@code Routes} lists everything
 * that is served, and {@code OpenApi} describes the same list; {@code Guard} decides who may ask at all; {@code ProjectsApi},
 * {@code FilesApi}, {@code QuestionsApi} and {@code CatalogueApi} translate between HTTP and the other rooms. No other room knows of
 * HTTP, and no other uses Javalin or Jetty.
 */
@NullMarked
package org.isoflop.server.http;

import org.jspecify.annotations.NullMarked;
