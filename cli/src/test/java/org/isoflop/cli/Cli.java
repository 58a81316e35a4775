package org.isoflop.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One call of the command in this JVM: its exit code and what it printed. */
record Cli(int code, String out, String err) {

    static Cli run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Isoflop.run(new PrintWriter(out), new PrintWriter(err, true), args);
        return new Cli(code, out.toString(), err.toString());
    }

    /** The answer of a call that must succeed without a word on standard error. */
    static String answer(String... args) {
        Cli call = run(args);
        if (call.code != 0 || !call.err.isEmpty()) {
            throw new AssertionError("isoflop %s: exit %d%n%s".formatted(String.join(" ", args), call.code, call.err));
        }
        return call.out;
    }
}
