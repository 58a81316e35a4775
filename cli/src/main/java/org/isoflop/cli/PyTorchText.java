package org.isoflop.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.isoflop.transfer.Quantity;
import org.isoflop.transfer.TensorClass;
import org.isoflop.transfer.Transfer;

/** A few lines of Python: parameter groups for an optimizer of PyTorch, initial scales and multipliers. */
final class PyTorchText {
    /** What the names of parameters contain in the usual code bases, narrow names before wide ones. */
    private static final Map<TensorClass, List<String>> NAMES = names();

    private static final Map<Quantity, String> ARGUMENTS =
            Map.of(Quantity.LEARNING_RATE, "lr", Quantity.WEIGHT_DECAY, "weight_decay", Quantity.EPSILON, "eps");

    private PyTorchText() {}

    private static Map<TensorClass, List<String>> names() {
        var names = new LinkedHashMap<TensorClass, List<String>>();
        names.put(TensorClass.FINAL_NORM, List.of("ln_f", "model.norm", "final_norm"));
        names.put(TensorClass.VECTOR, List.of("norm", "ln_", "bias"));
        names.put(TensorClass.ADAPTER_IN, List.of("lora_A"));
        names.put(TensorClass.ADAPTER_OUT, List.of("lora_B"));
        names.put(TensorClass.FACTOR_IN, List.of("factor_in"));
        names.put(TensorClass.FACTOR_OUT, List.of("factor_out"));
        names.put(TensorClass.OUTPUT, List.of("lm_head", "unembed"));
        names.put(TensorClass.EMBEDDING, List.of("wte", "wpe", "embed"));
        names.put(TensorClass.ATTENTION_OUT, List.of("o_proj", "attn.c_proj", "wo."));
        names.put(TensorClass.ATTENTION, List.of("q_proj", "k_proj", "v_proj", "c_attn", "qkv"));
        names.put(TensorClass.MLP_OUT, List.of("down_proj", "mlp.c_proj"));
        names.put(TensorClass.MLP_IN, List.of("up_proj", "gate_proj", "c_fc"));
        return names;
    }

    static String of(TransferStudy study) {
        Transfer transfer = study.transfer();
        var text = new StringBuilder();
        text.append("# %s, from width %s and depth %s to width %s and depth %s\n"
                .formatted(
                        transfer.rules().id(),
                        number(transfer.proxy().width()),
                        number(transfer.proxy().depth()),
                        number(transfer.target().width()),
                        number(transfer.target().depth())));
        text.append("# factors of what was tuned on the proxy; names: what parameters are called in the model\n");
        text.append("GROUPS = {\n");
        NAMES.forEach((tensor, names) -> {
            if (transfer.rules().tensors().containsKey(tensor)) {
                text.append("    \"%s\": dict(names=%s%s),\n"
                        .formatted(tensor.text(), tuple(names), factors(transfer, tensor)));
            }
        });
        text.append("}\n");
        text.append("MULTIPLIERS = dict(\n");
        multipliers(transfer).forEach(multiplier -> text.append("    %s,\n".formatted(multiplier)));
        text.append(")\n");
        text.append("""


                def param_groups(model, lr%s, weight_decay%s, eps%s):
                    \"""For torch.optim.AdamW(param_groups(model)); parameters that no group names are an error.\"""
                    groups = {key: [] for key in GROUPS}
                    for name, p in model.named_parameters():
                        key = next(k for k, g in GROUPS.items() if any(n in name for n in g["names"]))
                        groups[key].append(p)
                    return [
                        dict(params=params, lr=lr * g.get("lr", 1), weight_decay=weight_decay * g.get("weight_decay", 1),
                             eps=eps * g.get("eps", 1))
                        for (key, params), g in zip(groups.items(), GROUPS.values()) if params
                    ]
                """.formatted(
                        preset(study, Quantity.LEARNING_RATE),
                        preset(study, Quantity.WEIGHT_DECAY),
                        preset(study, Quantity.EPSILON)));
        return text.toString();
    }

    private static String preset(TransferStudy study, Quantity quantity) {
        OptionalDouble value = study.tuned().of(quantity);
        return value.isPresent() ? "=" + number(value.getAsDouble()) : quantity == Quantity.EPSILON ? "=1e-8" : "";
    }

    private static String tuple(List<String> names) {
        return "[" + String.join(", ", names.stream().map("\"%s\""::formatted).toList()) + "]";
    }

    private static String factors(Transfer transfer, TensorClass tensor) {
        var text = new StringBuilder();
        for (Quantity quantity :
                List.of(Quantity.LEARNING_RATE, Quantity.WEIGHT_DECAY, Quantity.EPSILON, Quantity.INIT)) {
            transfer.factor(tensor, quantity)
                    .ifPresent(factor -> text.append(
                            ", %s=%s".formatted(ARGUMENTS.getOrDefault(quantity, "init_std"), number(factor))));
        }
        return text.toString();
    }

    private static List<String> multipliers(Transfer transfer) {
        var multipliers = new ArrayList<String>();
        transfer.residual().ifPresent(value -> multipliers.add("residual=" + number(value)));
        transfer.attention().ifPresent(value -> multipliers.add("logits=" + number(value)));
        for (TensorClass tensor : transfer.tensors()) {
            transfer.value(tensor, Quantity.MULTIPLIER)
                    .ifPresent(value -> multipliers.add(tensor.text().replace('-', '_') + "=" + number(value)));
        }
        return multipliers;
    }

    private static String number(double value) {
        return org.isoflop.runs.Magnitude.digits(value, 6);
    }
}
