package org.isoflop.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.formula.RandomFormulas.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Formulas by the thousand: compiling one is cheap, and its class goes when nobody holds it. */
class VectorCodeTest {
    private static final int FORMULAS = 2000;

    @BeforeAll
    static void needsLanes() {
        org.junit.jupiter.api.Assumptions.assumeTrue(Lanes.available(), "no vector module on this machine");
    }

    private static VectorSum compiled(Expr tree) {
        var program = new Program(List.of(tree, tree), i -> i == RandomFormulas.POSITIVE, -1, true);
        return VectorCode.compile(program, new int[] {program.outputs()[0]}, new int[] {program.outputs()[1]});
    }

    @Test
    void classesAreCollectedWithTheirLaws() {
        var formulas = new RandomFormulas(11, Kind.ANY);
        var classes = new ArrayList<WeakReference<Class<?>>>();
        VectorSum held = compiled(formulas.tree(4));
        for (int k = 0; k < FORMULAS; k++) {
            classes.add(new WeakReference<>(compiled(formulas.tree(4)).getClass()));
        }
        long left = FORMULAS;
        for (int attempt = 0; attempt < 10 && left > 0; attempt++) {
            System.gc();
            left = classes.stream().filter(type -> type.get() != null).count();
        }
        assertThat(left).isZero();
        assertThat(held.getClass().isHidden()).isTrue();
    }
}
