package org.isoflop.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import org.isoflop.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {

    @Test
    void everyCombinationIsARowAndTheLastColumnChangesFastest() {
        Runs runs = Grid.parse("N=1e8..1e10*3, C=1..2*2, D=1.4T").runs();
        assertThat(runs.numberNames()).containsExactly("N", "C", "D");
        assertThat(runs.numbers("N")).containsExactly(new double[] {1e8, 1e8, 1e9, 1e9, 1e10, 1e10}, within(1e-3));
        assertThat(runs.numbers("C")).containsExactly(1, 2, 1, 2, 1, 2);
        assertThat(runs.numbers("D")).containsOnly(1.4e12);
    }

    @Test
    void anEndThatIsNotPositiveMakesTheStepsEven() {
        assertThat(Grid.parse("x=-1..1*3").runs().numbers("x")).containsExactly(-1, 0, 1);
        assertThat(Grid.parse("x=0..1*3").runs().numbers("x")).containsExactly(0, 0.5, 1);
    }

    @Test
    void theEndsAreMetExactly() {
        double[] values = Grid.parse("N=57.1M..16B*7").runs().numbers("N");
        assertThat(values[0]).isEqualTo(57.1e6);
        assertThat(values[6]).isEqualTo(16e9);
        assertThat(values).isSorted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "N",
                "N=",
                "=3",
                "N=abc",
                "N=1..2",
                "N=1..2*1",
                "N=2..1*3",
                "N=1..1*3",
                "N=1..2*x",
                "N=1,",
                "N=1,N=2",
                "N=nan",
                "N=1..2*99999999999",
                "N=1..2*2000000000",
                "N=1..inf*3"
            })
    void whatIsNoGridIsRefused(String text) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Grid.parse(text).runs());
    }

    @Test
    void aGridThatIsTooLargeIsRefused() {
        String axes = "a=1..2*9999,b=1..2*9999,c=1..2*9999,d=1..2*9999,e=1..2*9999";
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Grid.parse(axes).runs());
    }
}
