package org.isoflop.data;

import java.util.List;
import java.util.Optional;
import org.isoflop.forecast.Axis;
import org.isoflop.forecast.Calibration;
import org.isoflop.forecast.Member;
import org.isoflop.forecast.Noise;
import org.isoflop.forecast.Outlook;
import org.isoflop.law.Law;
import org.isoflop.law.Model;
import tools.jackson.databind.JsonNode;

/**
 * What back-tests made of the forecasts of a fit, in its file.
 *
 * @param json the file
 * @param laws reads the laws that speak
 */
record OutlookReader(SavedJson json, LawReader laws) {

    Outlook read(JsonNode node) {
        return new Outlook(
                SavedJson.elements(json.member(node, "members"))
                        .map(this::member)
                        .toList(),
                json.member(node, "logarithmic").asBoolean(),
                new Axis(json.text(node, "axis")),
                Optional.ofNullable(node.get("calibration")).map(this::calibration));
    }

    private Member member(JsonNode node) {
        Law law = laws.read(node, node);
        Model model = json.understood(() -> Model.of(law, laws.columns(node, law)));
        List<double[]> thetas = SavedJson.elements(json.member(node, "thetas"))
                .map(SavedJson::doubles)
                .toList();
        List<double[]> draws = SavedJson.elements(json.member(node, "draws"))
                .map(SavedJson::doubles)
                .toList();
        thetas.forEach(
                theta -> json.requireLength(theta, model.parameters().size(), "numbers in a fit of the outlook"));
        draws.forEach(draw -> json.requireLength(draw, model.parameters().size(), "numbers in a draw of the outlook"));
        return new Member(model, json.member(node, "weight").asDouble(), thetas, draws);
    }

    private Calibration calibration(JsonNode node) {
        JsonNode noise = json.member(node, "noise");
        return new Calibration(
                json.member(node, "drift").asDouble(),
                SavedJson.elements(json.member(node, "scores"))
                        .map(SavedJson::doubles)
                        .map(score -> new Calibration.Score((int) score[0], score[1], score[2]))
                        .toList(),
                json.member(node, "cuts").asInt(),
                json.member(node, "heldOut").asInt(),
                json.member(node, "reached").asDouble(),
                new Noise(
                        json.member(noise, "level").asDouble(),
                        json.member(noise, "slope").asDouble(),
                        json.member(noise, "edge").asDouble()));
    }
}
