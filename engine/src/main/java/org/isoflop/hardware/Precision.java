package org.isoflop.hardware;

import java.util.Arrays;
import java.util.List;

/** A format of numbers, as far as machines and memory care. */
public enum Precision {
    FP32("fp32", 4),
    TF32("tf32", 4),
    BF16("bf16", 2),
    FP16("fp16", 2),
    FP8("fp8", 1),
    INT8("int8", 1),
    FP4("fp4", 0.5);

    private final String id;
    private final double bytes;

    Precision(String id, double bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    /** How it is called in options and files. */
    public String id() {
        return id;
    }

    /** The names of all. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Precision::id).toList();
    }

    /** Bytes per number in memory. */
    public double bytes() {
        return bytes;
    }
}
