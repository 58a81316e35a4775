package org.isoflop.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    @TempDir
    private static Path data;

    private static Web web;

    @BeforeAll
    static void start() {
        web = Web.start(data, Web::echo);
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @Test
    void whatIsServedIsDescribedAndNothingElse() {
        JsonNode paths = web.get("/api/openapi.json").expect(200).json().get("paths");
        Set<String> described = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> described.add(
                                method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(web.server.served());
        assertThat(described).contains("POST /api/projects/{id}/questions", "GET /api/openapi.json");
    }

    @Test
    void everyReferenceLeadsToASchema() {
        JsonNode document = web.get("/api/openapi.json").json();
        JsonNode schemas = document.get("components").get("schemas");
        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(ref -> assertThat(schemas.has(ref.substring("#/components/schemas/".length())))
                        .as(ref)
                        .isTrue());
    }

    @Test
    void questionsAreThoseOfTheCommands() {
        JsonNode fit = web.get("/api/openapi.json")
                .json()
                .get("components")
                .get("schemas")
                .get("AskFit");
        JsonNode options = fit.get("properties").get("options").get("properties");
        assertThat(options.propertyNames()).containsExactlyInAnyOrder("bootstrap", "where", "save", "sensitivity");
        assertThat(fit.get("properties").get("command").get("const").asString()).isEqualTo("fit");
    }

    @Test
    void typesOfProblemsLeadSomewhere() {
        String type = web.get("/api/projects/none").problem(404).get("type").asString();
        assertThat(web.get(type).expect(200).json().get("title").asString()).isEqualTo("There is no such thing");
    }
}
