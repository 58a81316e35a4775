package org.isoflop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.isoflop.catalogue.Advice;
import org.isoflop.catalogue.Entry;
import org.isoflop.runs.Magnitude;

/** What {@code hyper} says to a person: the recipes side by side, the one to take, and why they differ. */
final class HyperText {
    private static final List<Advice.Output> MAIN = List.of(Advice.Output.LEARNING_RATE, Advice.Output.BATCH);
    private static final int SHOWN = 6;

    private final Page page;
    private final Advisor advisor;
    private final double sequence;

    HyperText(Style style, Advisor advisor, double sequence) {
        page = new Page(style);
        this.advisor = advisor;
        this.sequence = sequence;
    }

    String of(Map<String, Double> given) {
        place(given);
        page.blank();
        main();
        page.blank();
        others();
        taken();
        differences();
        page.warnings(advisor.objections());
        silent();
        page.blank().fact("next", "one law in full: isoflop laws show ID; of your own sweep: isoflop hyper fit RUNS");
        return page.toString();
    }

    private void place(Map<String, Double> given) {
        var facts = new ArrayList<String>();
        given.forEach((name, value) -> facts.add(name + " " + figure(name, value)));
        if (!given.containsKey("C") && advisor.place().containsKey("C")) {
            facts.add(
                    "C %s (6 N D)".formatted(Figures.value("C", advisor.place().get("C"))));
        }
        facts.add("sequences of %,d tokens".formatted((long) sequence));
        page.pieces("  run", "   ", facts);
    }

    /** Three digits; what is nearly one, as the momentum of an average, by what is missing from it. */
    static String figure(String name, double value) {
        return value > 0.9 && value < 1
                ? Magnitude.digits(value, 6)
                : value < 1000 ? Figures.estimate(value, 3) : Figures.value(name, value);
    }

    /** Learning rate and batch of every recipe that names one of them. */
    private void main() {
        List<Recipe.Answer> rows =
                advisor.answers().stream().filter(HyperText::isMain).toList();
        new TextTable()
                .left("", rows.stream().map(this::name).toList())
                .point("peak lr", texts(rows, Advice.Output.LEARNING_RATE, 1))
                .right("batch, tokens", texts(rows, Advice.Output.BATCH, 1))
                .right("sequences", texts(rows, Advice.Output.BATCH, sequence))
                .left("beyond its runs", rows.stream().map(this::last).toList())
                .print(page);
    }

    private static boolean isMain(Recipe.Answer answer) {
        return answer.recipe().advice().task().equals(Advice.PRETRAINING)
                && MAIN.stream().anyMatch(answer::gives);
    }

    private String name(Recipe.Answer answer) {
        return answer.recipe().name() + (advisor.taken().filter(answer::equals).isPresent() ? " *" : "");
    }

    private static List<String> texts(List<Recipe.Answer> rows, Advice.Output output, double unit) {
        return rows.stream()
                .map(answer ->
                        answer.gives(output) ? figure("", answer.of(output).value() / unit) : "")
                .toList();
    }

    private String last(Recipe.Answer answer) {
        return beyond(answer)
                + (advisor.suits(answer)
                        ? ""
                        : " (%s)".formatted(answer.recipe().advice().optimizer().split(",", 2)[0]));
    }

    /** By how much the place lies beyond the ranges of a recipe, variable by variable. */
    static String beyond(Recipe.Answer answer) {
        String parts = answer.outside().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> "%s %sx".formatted(e.getKey(), factor(Math.pow(10, e.getValue()))))
                .collect(Collectors.joining(", "));
        return answer.outside().isEmpty() ? "–" : parts.isEmpty() ? "inside" : parts;
    }

    private static String factor(double factor) {
        return factor < 1000 ? Magnitude.digits(factor, 2) : Figures.value("C", factor);
    }

    /** Everything else that some law gives, a line each. */
    private void others() {
        for (Advice.Output output : Advice.Output.values()) {
            advisor.answers().stream()
                    .filter(answer -> answer.gives(output) && !(isMain(answer) && MAIN.contains(output)))
                    .forEach(answer -> page.line("  %s  %s  %s"
                            .formatted(
                                    Page.pad(output.text(), 15),
                                    Page.pad(figure("", answer.of(output).value()), 9),
                                    answer.of(output).entry().id())));
        }
    }

    private void taken() {
        advisor.taken().ifPresent(answer -> {
            Advice advice = answer.recipe().advice();
            String setting = List.of(advice.optimizer(), advice.schedule(), advice.model()).stream()
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; "));
            page.blank()
                    .fact(
                            "take",
                            "%s: of the recipes for this optimizer that name both, the one whose runs are nearest. Found with %s"
                                    .formatted(page.style().bold(answer.recipe().name()), setting));
        });
        if (advisor.taken().isEmpty()) {
            page.blank()
                    .fact(
                            "take",
                            "none of them: here no recipe for %s names both a learning rate and a batch. Whose recipes there are: %s"
                                    .formatted(advisor.optimizer(), String.join(", ", advisor.optimizers())));
        }
        advisor.nearer()
                .ifPresent(answer -> page.fact(
                        "",
                        "(%s is nearer, and names no batch)"
                                .formatted(answer.recipe().name())));
    }

    private void differences() {
        double factor = advisor.spread(Advice.Output.LEARNING_RATE);
        if (factor > 1.1) {
            page.fact(
                    "differ",
                    "learning rates by a factor of %s, batches of %s, because the papers held other things fixed:"
                            .formatted(factor(factor), factor(advisor.spread(Advice.Output.BATCH))));
            advisor.answers().stream()
                    .filter(answer ->
                            isMain(answer) && !answer.recipe().advice().held().isEmpty())
                    .forEach(answer -> page.fact(
                            "",
                            "%s: %s"
                                    .formatted(
                                            answer.recipe().name(),
                                            answer.recipe().advice().held())));
        }
    }

    /** Laws that say more when they are told more. */
    private void silent() {
        List<String> wanting = advisor.silent().entrySet().stream()
                .filter(e -> e.getKey().chosen().isPresent())
                .map(e -> "%s: %s".formatted(e.getKey().id(), String.join(", ", e.getValue())))
                .toList();
        if (!wanting.isEmpty()) {
            page.fact("more", "give NAME=VALUE, and these laws speak too:");
            wanting.stream().limit(SHOWN).forEach(text -> page.fact("", text));
            if (wanting.size() > SHOWN) {
                page.fact("", "and %,d more; --json has them all".formatted(wanting.size() - SHOWN));
            }
        }
        List<String> forms = advisor.silent().keySet().stream()
                .filter(entry -> entry.chosen().isEmpty())
                .map(Entry::id)
                .toList();
        if (!forms.isEmpty()) {
            page.fact("", "without published numbers: " + String.join(", ", forms));
        }
    }
}
