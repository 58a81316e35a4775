package org.isoflop.law;

import static org.assertj.core.api.Assertions.assertThat;

import org.isoflop.formula.Expr;
import org.junit.jupiter.api.Test;

class LawTest {

    @Test
    void aTypedLawKnowsWhatItsFormulaDeclares() {
        Law law = Law.parse("loss = E + A/N^alpha where { E > 0; alpha in (0, 2); alpha start 0.5..0.3; A = 400 }");
        assertThat(law.id()).isEqualTo("formula");
        assertThat(law.variables()).isEmpty();
        assertThat(law.parameter("E")).isEqualTo(Parameter.free("E").within(0, Double.POSITIVE_INFINITY));
        assertThat(law.parameter("alpha"))
                .isEqualTo(Parameter.free("alpha").within(0, 2).startingAt(0.3, 0.5));
        assertThat(law.parameter("A").value()).contains(Expr.num(400));
    }

    @Test
    void ofOtherParametersNothingIsKnown() {
        assertThat(Law.parse("loss = a*N").parameter("a")).isEqualTo(Parameter.free("a"));
        assertThat(Law.parse("loss = a*N").parameter("a").hasStart()).isFalse();
    }

    @Test
    void aFamilySpeaksForItsMembers() {
        Law law = Law.parse("loss = sum(i, C[i]*h[i]) where { C[i] in (0, 3) }");
        assertThat(law.parameter("C[web]")).isEqualTo(Parameter.free("C[web]").within(0, 3));
        assertThat(law.parameter("D[web]")).isEqualTo(Parameter.free("D[web]"));
    }

    @Test
    void aMemberMayDifferFromItsFamily() {
        Law law = Law.parse("loss = sum(i, C[i]*h[i]) where { C[i] > 0 }").with("C[web]", c -> c.held(Expr.num(1)));
        assertThat(law.parameter("C[web]").value()).contains(Expr.num(1));
        assertThat(law.parameter("C[code]").value()).isEmpty();
        assertThat(law.parameter("C[code]").lower()).isZero();
    }

    @Test
    void withChangesACopy() {
        Law law = Law.parse("loss = E + A/N^alpha where { E > 0; A > 1; alpha > 2 }");
        Law changed = law.with("A", a -> a.startingAt(1, 10));
        assertThat(changed.parameter("A")).isEqualTo(law.parameter("A").startingAt(1, 10));
        assertThat(law.parameter("A").hasStart()).isFalse();
        assertThat(changed.formula()).isEqualTo(law.formula());
        assertThat(changed.parameters()).extracting(Parameter::name).containsExactly("E", "A", "alpha");
    }

    @Test
    void withMayAddWhatWasNotKnown() {
        Law law = Law.parse("loss = a*N").with("a", a -> a.within(0, 1).meaning("slope"));
        assertThat(law.parameter("a").upper()).isEqualTo(1);
        assertThat(law.parameter("a").meaning()).isEqualTo("slope");
    }
}
