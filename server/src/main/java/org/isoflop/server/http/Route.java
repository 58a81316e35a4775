package org.isoflop.server.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * Something that is served.
 *
 * @param operation names it in the description of the API
 * @param path with its parameters in braces
 */
record Route(String operation, HandlerType method, String path, Handler handler) {}
