package org.isoflop.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What the numbers were measured on.
 *
 * @param processor its name, with the widest vectors it has
 * @param cores how many the JVM sees
 * @param memoryGigabytes of the machine
 * @param system the operating system
 * @param java the version of the JVM
 * @param load how many other threads wanted a core when the measurement began: well below 1 on a quiet machine
 * @param date of the measurement
 */
public record Machine(
        String processor, int cores, long memoryGigabytes, String system, String java, double load, String date) {

    /** This machine, now. */
    public static Machine here() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                nameOfProcessor(),
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / 1e9),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vendor.version", "") + " (" + Runtime.version() + ")",
                system.getSystemLoadAverage(),
                LocalDate.now(ZoneOffset.UTC).toString());
    }

    private static String nameOfProcessor() {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            String flags = field(lines, "flags");
            String vectors = flags.contains("avx512f") ? "AVX-512" : flags.contains("avx2") ? "AVX2" : "no AVX2";
            return "%s, family %s model %s, %s"
                    .formatted(
                            field(lines, "model name"), field(lines, "cpu family"), field(lines, "model\t"), vectors);
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not a Linux
        }
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("?");
    }

    @Override
    public String toString() {
        return "%s; %d cores, %d GB; %s; Java %s; load %s before; %s"
                .formatted(processor, cores, memoryGigabytes, system, java, Shown.decimals(load), date);
    }
}
