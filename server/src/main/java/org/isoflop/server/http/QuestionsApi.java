package org.isoflop.server.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.isoflop.data.Shell;
import org.isoflop.fit.Progress;
import org.isoflop.server.Limits;
import org.isoflop.server.Problem;
import org.isoflop.server.Problem.Code;
import org.isoflop.server.project.Projects;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.Desk;
import org.isoflop.server.question.Gate;
import org.isoflop.server.question.Outcome;
import org.isoflop.server.question.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions over HTTP: one or several, with or without news of how far the work has come. */
final class QuestionsApi {
    private static final int MOST_AT_A_TIME = 32;

    private final Projects projects;
    private final Gate gate;
    private final Desk desk;
    private final Answerer answerer;
    private final Limits limits;

    QuestionsApi(Projects projects, Gate gate, Desk desk, Answerer answerer, Limits limits) {
        this.projects = projects;
        this.gate = gate;
        this.desk = desk;
        this.answerer = answerer;
        this.limits = limits;
    }

    void ask(Context ctx) {
        String id = ctx.pathParam("id");
        projects.get(id);
        JsonNode given = Json.parseObject(Body.json(ctx));
        if (accepts(ctx, "text/event-stream")) {
            var news = new EventStream(ctx);
            news.tell(() -> desk.result(threads -> answer(id, given, threads, news), news));
        } else {
            String answer = desk.result(threads -> answer(id, given, threads, Progress.NONE), Departure.of(ctx));
            Json.answer(ctx, answer);
        }
    }

    private static boolean accepts(Context ctx, String type) {
        String accept = ctx.header("Accept");
        return accept != null && accept.contains(type);
    }

    private String answer(String id, JsonNode given, int threads, Progress progress) {
        JsonNode several = given.get("questions");
        if (several == null) {
            return answer(id, Question.of(given), threads, progress).toString();
        }
        if (!several.isArray() || several.size() > MOST_AT_A_TIME) {
            throw new Problem(
                    Code.WRONG_CALL, "questions is a list of at most %d questions".formatted(MOST_AT_A_TIME), "");
        }
        ObjectNode node = Json.object();
        ArrayNode answers = node.putArray("answers");
        several.forEach(one -> answers.add(answerOrProblem(id, one, threads, progress)));
        return node.toString();
    }

    private JsonNode answerOrProblem(String id, JsonNode given, int threads, Progress progress) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("nobody waits any more");
        }
        try {
            return answer(id, Question.of(given), threads, progress);
        } catch (Problem e) {
            return Json.object().set("problem", Problems.json(e, "/api/projects/%s/questions".formatted(id)));
        }
    }

    private ObjectNode answer(String id, Question question, int threads, Progress progress) {
        List<String> arguments = gate.arguments(question);
        long begun = System.nanoTime();
        var order = new Answerer.Order(arguments, limits.bound(projects.folder(id)), threads, progress);
        List<String> written = new ArrayList<>();
        Outcome outcome = gate.writes(question) ? answerKeeping(id, order, written) : answerer.answer(order);
        requireDone(outcome);
        ObjectNode node = Json.object();
        node.put("commandLine", "isoflop " + Shell.line(arguments));
        node.set(
                "answer",
                outcome.isJson() ? Json.raw(outcome.out()) : Json.object().put("text", outcome.out()));
        outcome.messages().forEach(node.putArray("messages")::add);
        written.forEach(node.putArray("files")::add);
        return node.put("milliseconds", Math.round((System.nanoTime() - begun) / 1e4) / 100.0);
    }

    private Outcome answerKeeping(String id, Answerer.Order order, List<String> written) {
        Projects.Before before = projects.before(id);
        try {
            return answerer.answer(order);
        } finally {
            // Also of work that was stopped: the folder holds what the database holds.
            written.addAll(projects.keepWritten(before));
        }
    }

    private static void requireDone(Outcome outcome) {
        if (outcome.exit() == 0) {
            return;
        }
        Code code = outcome.exit() == 2 ? Code.WRONG_CALL : Code.IMPOSSIBLE;
        throw outcome.complaint()
                .map(complaint -> new Problem(code, complaint.message(), complaint.wayOut()).at(complaint.place()))
                .orElseGet(() -> new Problem(code, String.join("\n", outcome.messages()), ""))
                .saying(outcome.messages());
    }
}
