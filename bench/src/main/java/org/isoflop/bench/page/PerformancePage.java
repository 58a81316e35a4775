package org.isoflop.bench.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isoflop.bench.Findings;
import org.isoflop.bench.Goal;

/**
 * {@code docs/performance.md}: what the commands found, in words and tables.
 *
 * @param findings in the order of the page
 */
public record PerformancePage(List<Findings> findings) {
    private static final String JAR = "java -jar bench/target/isoflop-bench-0.1.0.jar ";

    private static final String HEAD = """
            # Performance

            What is fast and what is right, measured. This page was written by `%sreport`; no number in it was copied by
            hand, and above every table stands the command that prints it. `mvn -B -DskipTests package` builds the
            program. Numbers vary between machines and, on a busy one, from minute to minute: repeat them where it is quiet.

            """.formatted(JAR);

    private static final Map<String, String> TITLES = Map.of(
            "kernel", "The innermost loop",
            "fit", "A fit",
            "bootstrap", "A bootstrap",
            "pair", "Against SciPy",
            "growth", "Growth",
            "nist", "NIST's certified problems");

    public PerformancePage {
        findings = List.copyOf(findings);
    }

    /** The page as Markdown. */
    public String markdown() {
        var page = new StringBuilder(HEAD);
        page.append("Measured on:\n\n");
        findings.stream()
                .map(f -> "- `%s`: %s\n".formatted(f.call(), f.machine()))
                .forEach(page::append);
        List<Goal> goals = new ArrayList<>();
        findings.forEach(f -> goals.addAll(f.goals()));
        page.append("\n## Goals\n\n").append(Findings.goals(goals).markdown()).append('\n');
        findings.forEach(f -> chapter(page, f));
        return page.toString();
    }

    private static void chapter(StringBuilder page, Findings findings) {
        page.append("\n## %s\n\n    %s%s\n"
                .formatted(TITLES.getOrDefault(findings.id(), findings.id()), JAR, findings.call()));
        for (Findings.Section section : findings.sections()) {
            if (findings.sections().size() > 1) {
                page.append("\n### ").append(section.heading()).append('\n');
            }
            if (!section.table().heads().isEmpty()) {
                page.append('\n').append(section.table().markdown()).append('\n');
            }
            if (!section.text().isEmpty()) {
                page.append('\n').append(section.text()).append('\n');
            }
        }
        if (findings.id().equals("growth")) {
            page.append("\n![Time against rows, parameters and resamples](growth.svg)\n");
        }
    }
}
