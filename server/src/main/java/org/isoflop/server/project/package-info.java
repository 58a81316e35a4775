/**
 * Projects: a name, a state of the page, and a few files.
 *
 * <p>{@link org.isoflop.server.project.Projects} is where they are kept. What counts is one DuckDB file, in which every
 * change is one transaction: it is whole there, or not at all, whenever the power fails. Commands read and write files,
 * so each project that is asked something has its files in a working folder as well; that folder is thrown away when the
 * server starts, and made again from the database.
 *
 * <p>A project has a revision that counts the changes of its name and state. Who changes them says which revision they
 * have seen; so two tabs do not overwrite each other.
 */
@NullMarked
package org.isoflop.server.project;

import org.jspecify.annotations.NullMarked;
