package org.isoflop.check;

import java.util.List;
import org.isoflop.forecast.Objection;

/** One thing that a reviewer looks at. */
interface Rule {
    /** The codes of the objections it may raise. */
    List<String> codes();

    /** What it has to say; empty where all is well or there is nothing to look at. */
    List<Objection> look(Case of);
}
