package org.isoflop.formula;

import java.lang.reflect.InvocationTargetException;

/** Whether the vector module is there; it is added to the running JVM when first asked for. */
public final class Lanes {
    private static final boolean AVAILABLE = load();

    private Lanes() {}

    /** True if kernels may use {@code jdk.incubator.vector}. */
    public static boolean available() {
        return AVAILABLE;
    }

    // With --add-modules the JVM prints a warning and gives up its archived module graph, which costs every
    // command time. This is what that option does, but later, and only for commands that compute.
    private static boolean load() {
        String vector = "jdk.incubator.vector";
        if (ModuleLayer.boot().findModule(vector).isPresent()) {
            return true;
        }
        try {
            Class.forName("jdk.internal.module.Modules")
                    .getMethod("loadModule", String.class)
                    .invoke(null, vector);
            return true;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            return false;
        }
    }
}
