package org.isoflop.cli;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.isoflop.runs.Magnitude;
import org.isoflop.transfer.Quantity;
import org.isoflop.transfer.RuleSet;
import org.isoflop.transfer.TensorClass;
import org.isoflop.transfer.Transfer;

/** What {@code transfer} says to a person: a table of tensors, and where papers disagree. */
final class TransferText {
    private final Page page;

    TransferText(Style style) {
        page = new Page(style);
    }

    String of(TransferStudy study) {
        Transfer transfer = study.transfer();
        RuleSet rules = transfer.rules();
        page.pieces("  proxy", "   ", ShapeText.facts(transfer.proxy(), transfer.target()));
        page.pieces("  target", "   ", ShapeText.facts(transfer.target(), transfer.proxy()));
        page.blank();
        page.spread(rules.title(), rules.id());
        page.line("  %s; %s"
                .formatted(
                        rules.optimizer(),
                        rules.promises().isEmpty()
                                ? "promises no transfer"
                                : "for another " + String.join(", ", rules.promises())));
        page.blank();
        tensors(study);
        page.blank();
        transfer.residual()
                .ifPresent(value ->
                        page.fact("branches", "times %s before they are added to the stream".formatted(number(value))));
        transfer.attention()
                .ifPresent(value -> page.fact("logits", "queries times keys times %s".formatted(number(value))));
        disputed(study);
        rules.notes().stream().findFirst().ifPresent(note -> page.fact("note", note));
        rules.notes().stream().skip(1).forEach(note -> page.fact("", note));
        page.warnings(study.objections());
        page.fact(
                "source",
                rules.source().citation()
                        + (rules.source().arxiv().isEmpty()
                                ? ""
                                : ", arXiv:" + rules.source().arxiv()));
        page.fact("checked", rules.source().checked());
        page.blank().fact("next", "parameter groups: --pytorch; other rules: --rules ID, isoflop transfer --list");
        return page.toString();
    }

    /** A factor for each tensor and quantity, and the value where that of the proxy was given. */
    private void tensors(TransferStudy study) {
        List<TensorClass> tensors = study.transfer().tensors();
        var table =
                new TextTable().left("", tensors.stream().map(TensorClass::text).toList());
        for (Quantity quantity : Quantity.values()) {
            List<String> cells = tensors.stream()
                    .map(tensor -> cell(study, tensor, quantity))
                    .toList();
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                table.left(head(quantity), cells);
            }
        }
        table.print(page);
    }

    private static String head(Quantity quantity) {
        return switch (quantity) {
            case INIT -> "initial std";
            case LEARNING_RATE -> "learning rate";
            case WEIGHT_DECAY -> "weight decay";
            case EPSILON -> "epsilon";
            case MULTIPLIER -> "multiplier";
        };
    }

    private static String cell(TransferStudy study, TensorClass tensor, Quantity quantity) {
        OptionalDouble value = study.tuned().in(study.transfer(), tensor, quantity);
        OptionalDouble factor = study.transfer().factor(tensor, quantity);
        return value.isPresent()
                ? number(value.getAsDouble())
                : factor.isPresent() ? "x " + number(factor.getAsDouble()) : "";
    }

    static String number(double value) {
        return Magnitude.digits(value, 3);
    }

    private void disputed(TransferStudy study) {
        study.disputed().forEach((quantity, answers) -> {
            page.fact("papers", "%s of matrices, %d answers:".formatted(head(quantity), answers.size()));
            answers.forEach((factor, ids) -> page.paragraph(
                    "", Page.INDENT, "x %s  %s".formatted(Page.pad(number(factor), 7), String.join(", ", ids))));
        });
    }

    /** All rule sets, a line each. */
    String list(List<RuleSet> all) {
        new TextTable()
                .left("", all.stream().map(RuleSet::id).toList())
                .elastic("", all.stream().map(RuleSet::title).toList())
                .left(
                        "",
                        all.stream()
                                .map(RuleSet::optimizer)
                                .map(TransferText::shortened)
                                .toList())
                .left(
                        "for another",
                        all.stream()
                                .map(rules -> String.join(", ", rules.promises()))
                                .toList())
                .print(page);
        page.blank().paragraph("", 2, "One of them: isoflop transfer --proxy … --target … --rules ID.");
        return page.toString();
    }

    private static String shortened(String optimizer) {
        return Stream.of(optimizer.split(",")).findFirst().orElse("");
    }
}
