package org.isoflop.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.isoflop.InputException;
import org.isoflop.transfer.Quantity;
import org.isoflop.transfer.RuleSet;
import org.isoflop.transfer.Shape;
import org.isoflop.transfer.TensorClass;
import org.isoflop.transfer.Transfer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    /** Four times as wide, nine times as deep. */
    private static final Shape PROXY = new Shape(256, 4, 64, 1024, 50257, 1e6, 1e10, 16);

    private static final Shape TARGET = new Shape(1024, 36, 64, 4096, 50257, 4e6, 4e10, 16);

    static List<String> ids() {
        return Catalogue.builtIn().ruleIds();
    }

    private static Transfer transfer(String id) {
        return new Transfer(Catalogue.builtIn().rules(id), PROXY, TARGET);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyRuleIsFiniteAndOneBetweenEqualModels(String id) {
        RuleSet rules = Catalogue.builtIn().rules(id);
        var same = new Transfer(rules, PROXY, PROXY);
        for (TensorClass tensor : transfer(id).tensors()) {
            for (Quantity quantity : Quantity.values()) {
                transfer(id)
                        .factor(tensor, quantity)
                        .ifPresent(factor -> assertThat(factor).isFinite().isNotNegative());
                same.factor(tensor, quantity)
                        .ifPresent(factor -> assertThat(factor).isIn(0.0, 1.0));
            }
        }
        assertThat(rules.source().checked()).isNotEmpty();
    }

    /**
     * The places are those of the files that each rule set names under source: for CompleteP the groups of
     * configure_optimizers in model.py of nanoGPT-mup (width_lr_scaling 1/4, depth_lr_scaling 9^(alpha - 1), eps 1/4 9^-alpha),
     * for muP MuAdam, MuSGD and MuReadout, for u-muP lr_scale_func_adam.
     */
    @ParameterizedTest
    @CsvSource({
        "completep, MLP_IN, LEARNING_RATE, 0.25",
        "completep, MLP_IN, WEIGHT_DECAY, 4",
        "completep, MLP_OUT, INIT, 0.5",
        "completep, VECTOR, LEARNING_RATE, 1",
        "completep, MLP_IN, EPSILON, 0.0277777777777778",
        "completep, EMBEDDING, LEARNING_RATE, 1",
        "depth-mup, ATTENTION, LEARNING_RATE, 0.0833333333333333",
        "depth-mup, VECTOR, LEARNING_RATE, 0.333333333333333",
        "depth-mup, FINAL_NORM, LEARNING_RATE, 1",
        "depth-mup, MLP_IN, EPSILON, 0.0833333333333333",
        "mup-adam, OUTPUT, INIT, 1",
        "mup-adam, OUTPUT, LEARNING_RATE, 1",
        "mup-adam, OUTPUT, MULTIPLIER, 0.25",
        "mup-adam, MLP_OUT, LEARNING_RATE, 0.25",
        "mup-sgd, VECTOR, LEARNING_RATE, 4",
        "mup-sgd, MLP_IN, LEARNING_RATE, 1",
        "mup-sgd, EMBEDDING, WEIGHT_DECAY, 0.25",
        "u-mup, MLP_IN, LEARNING_RATE, 0.166666666666667",
        "u-mup, EMBEDDING, LEARNING_RATE, 0.5",
        "u-mup, OUTPUT, LEARNING_RATE, 1",
        "u-mup, VECTOR, LEARNING_RATE, 0.333333333333333",
        "u-mup, MLP_IN, WEIGHT_DECAY, 6",
        "robust-layerwise, ATTENTION, WEIGHT_DECAY, 2",
        "robust-layerwise, ATTENTION, LEARNING_RATE, 0.25",
        "decay-inverse-square, ATTENTION, WEIGHT_DECAY, 0.0625",
        "lora-plus, ADAPTER_IN, LEARNING_RATE, 0.25",
        "lora-plus, ADAPTER_OUT, LEARNING_RATE, 1",
        "lamb, MLP_IN, LEARNING_RATE, 2",
        "lars, MLP_IN, LEARNING_RATE, 4",
        "muon, MLP_IN, LEARNING_RATE, 1",
        "structured-mup, FACTOR_OUT, LEARNING_RATE, 1",
        "structured-mup, FACTOR_IN, LEARNING_RATE, 0.25",
        "standard, MLP_IN, LEARNING_RATE, 1"
    })
    void factorsAreThoseOfTheSource(String id, TensorClass tensor, Quantity quantity, double factor) {
        assertThat(transfer(id).factor(tensor, quantity).orElseThrow()).isCloseTo(factor, within(1e-12));
    }

    @Test
    void multipliersOfBranchesAndLogits() {
        assertThat(transfer("completep").residual().orElseThrow()).isCloseTo(1 / 9.0, within(1e-15));
        assertThat(transfer("depth-mup").residual().orElseThrow()).isCloseTo(1 / 3.0, within(1e-15));
        // At a head of 64 the constant of muP's code, 8/d, is the usual root.
        assertThat(transfer("mup-adam").attention().orElseThrow()).isEqualTo(0.125);
        assertThat(transfer("standard").attention().orElseThrow()).isEqualTo(0.125);
        assertThat(transfer("u-mup").attention().orElseThrow()).isEqualTo(1 / 64.0);
        assertThat(transfer("u-mup")
                        .value(TensorClass.MLP_OUT, Quantity.MULTIPLIER)
                        .orElseThrow())
                .isEqualTo(1 / 64.0);
    }

    /** What the authors of Power Lines prescribe, solved by hand: lambda = B TPP^0.527/(1.084 lr D), N as width^2 depth. */
    @Test
    void theDecayFromDataIsThatOfPowerLines() {
        double tpp = 4.0 / (16 * 9);
        assertThat(transfer("decay-from-data")
                        .factor(TensorClass.MLP_IN, Quantity.WEIGHT_DECAY)
                        .orElseThrow())
                .isCloseTo(4 * Math.pow(tpp, 0.527) / (0.25 * 4), within(1e-12));
    }

    @Test
    void aFileWithAMistakeIsRefusedWithItsPlace() {
        String text = """
            title = "x"
            optimizer = "Adam"
            promises = ["width"]
            [tensors.hiden]
            lr = "1/fan_in"
            [source]
            citation = "x"
            checked = "x"
            """;
        assertThatThrownBy(() -> RuleReader.read("x.toml", text))
                .isInstanceOf(InputException.class)
                .hasMessage("x.toml: 'tensors.hiden' is no class of tensors")
                .extracting(e -> ((InputException) e).wayOut())
                .isEqualTo("Did you mean hidden?");
        assertThatThrownBy(() -> RuleReader.read(
                        "x.toml", text.replace("hiden", "hidden").replace("fan_in", "fanin")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x.toml: 'tensors.hidden.lr' cannot be used");
        assertThatThrownBy(() -> Catalogue.builtIn().rules("mup"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no set of transfer rules 'mup'");
    }
}
