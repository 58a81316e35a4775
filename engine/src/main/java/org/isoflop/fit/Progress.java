package org.isoflop.fit;

/** Hears how far long work has come; called from any thread, seldom enough to be cheap. */
@FunctionalInterface
public interface Progress {
    /** Nobody listens. */
    Progress NONE = (what, done, total) -> {};

    /** {@code done} of {@code total} parts of the work called {@code what} are finished. */
    void step(String what, int done, int total);
}
