package org.isoflop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.isoflop.InputException;
import org.junit.jupiter.api.Test;

/** What the transcripts cannot show: errors of Isoflop and of the machine. */
class ErrorTextTest {
    @Test
    void aMistakeOfTheUserHasAWayOut() {
        assertThat(ErrorText.of(new InputException("this is wrong", "Do that.")))
                .hasToString("isoflop: this is wrong\nDo that.");
        assertThat(ErrorText.of(new InputException("this is wrong", ""))).hasToString("isoflop: this is wrong");
    }

    @Test
    void aMistakeOfIsoflopIsCalledOne() {
        assertThat(ErrorText.of(new IllegalStateException("impossible")))
                .hasToString("isoflop: a mistake in Isoflop itself: java.lang.IllegalStateException: impossible\n"
                        + "Please report it, with what --stacktrace shows.");
    }

    @Test
    void tooLittleMemorySaysHowToGiveMore() {
        assertThat(ErrorText.of(new OutOfMemoryError()).toString())
                .startsWith("isoflop: the work does not fit into the memory of the JVM, ")
                .endsWith(" MB\nGive it more: ISOFLOP_JAVA_OPTS=-Xmx8g isoflop …");
    }

    @Test
    void whereAnErrorAroseIsShownOnlyOnRequest() {
        assertThat(Cli.run("fit", "nowhere/runs.csv").err()).doesNotContain("\tat ");
        assertThat(Cli.run("fit", "nowhere/runs.csv", "--stacktrace").err())
                .startsWith("isoflop: nowhere/runs.csv: there is no such file\nThere is no folder nowhere.\n")
                .contains("\tat org.isoflop");
        assertThat(Cli.run("fit", "--law", "nolaw", "--stacktrace").err()).contains("\tat org.isoflop");
    }

    @Test
    void aFileMayBeginWithAnAt() {
        assertThat(Cli.run("fit", "@runs.csv").err()).startsWith("isoflop: @runs.csv: there is no such file\n");
    }
}
