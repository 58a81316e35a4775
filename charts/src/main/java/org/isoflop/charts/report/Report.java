package org.isoflop.charts.report;

import java.util.List;
import org.isoflop.charts.Chart;

/**
 * A report.
 *
 * @param title what it answers
 * @param lead the answer, in a few sentences
 * @param sections in the order in which they are read
 */
public record Report(String title, String lead, List<Section> sections) {
    public Report {
        sections = List.copyOf(sections);
    }

    /**
     * A part with a heading.
     *
     * @param id a short name for links, unlike those of other sections
     */
    public record Section(String id, String title, List<Block> blocks) {
        public Section {
            blocks = List.copyOf(blocks);
        }
    }

    /** A piece of a section. */
    public sealed interface Block {
        /** A paragraph. */
        record Text(String text) implements Block {}

        /**
         * A formula on a line of its own.
         *
         * @param latex for LaTeX's math mode
         * @param plain the same in a line of text
         */
        record Formula(String latex, String plain) implements Block {}

        /**
         * A table.
         *
         * @param caption what it holds
         * @param heads one for each column
         * @param rows as many cells as there are heads
         */
        record Table(String caption, List<String> heads, List<List<String>> rows) implements Block {
            public Table {
                heads = List.copyOf(heads);
                rows = rows.stream().map(List::copyOf).toList();
            }
        }

        /** A chart. */
        record Picture(Chart chart) implements Block {}

        /** Lines for a terminal. */
        record Command(String text) implements Block {}

        /** A warning: its name, what it says and what to do; the last may be empty. */
        record Warning(String name, String text, String advice) implements Block {}
    }
}
