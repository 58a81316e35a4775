package org.isoflop.server.http;

import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import org.isoflop.server.project.Projects;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.Desk;
import org.isoflop.server.question.Gate;

/** Everything that is served. */
final class Routes {
    private Routes() {}

    static List<Route> all(Settings settings, Projects projects, Desk desk, Gate gate, Answerer answerer) {
        var examples = new Examples();
        var pages = new Pages();
        var catalogue = new CatalogueApi(settings, examples, gate, desk, answerer);
        var all = new ProjectsApi(projects, examples);
        var files = new FilesApi(projects, desk, settings.limits());
        var questions = new QuestionsApi(projects, gate, desk, answerer, settings.limits());
        var routes = new ArrayList<>(List.of(
                new Route("page", HandlerType.GET, "/", pages::index),
                new Route("pageFile", HandlerType.GET, "/page/<file>", pages::own),
                new Route("webjar", HandlerType.GET, "/webjars/{name}/<file>", pages::webjar),
                new Route("problem", HandlerType.GET, "/problems/{code}", OpenApi::problem),
                new Route("about", HandlerType.GET, "/api", catalogue::about),
                new Route("commands", HandlerType.GET, "/api/commands", catalogue::commands),
                new Route("laws", HandlerType.GET, "/api/laws", catalogue::laws),
                new Route("law", HandlerType.GET, "/api/laws/{law}", catalogue::law),
                new Route("checkFormula", HandlerType.POST, "/api/formula/check", catalogue::formula),
                new Route("projects", HandlerType.GET, "/api/projects", all::list),
                new Route("createProject", HandlerType.POST, "/api/projects", all::create),
                new Route("project", HandlerType.GET, "/api/projects/{id}", all::get),
                new Route("editProject", HandlerType.PATCH, "/api/projects/{id}", all::edit),
                new Route("deleteProject", HandlerType.DELETE, "/api/projects/{id}", all::delete),
                new Route("putFile", HandlerType.PUT, "/api/projects/{id}/files/{file}", files::put),
                new Route("file", HandlerType.GET, "/api/projects/{id}/files/{file}", files::get),
                new Route("deleteFile", HandlerType.DELETE, "/api/projects/{id}/files/{file}", files::delete),
                new Route("table", HandlerType.GET, "/api/projects/{id}/files/{file}/table", files::table),
                new Route("ask", HandlerType.POST, "/api/projects/{id}/questions", questions::ask)));
        // The description speaks of itself: it is made when the list is whole.
        routes.add(new Route(
                "openapi",
                HandlerType.GET,
                "/api/openapi.json",
                ctx -> new OpenApi(settings.version(), List.copyOf(routes), gate.commands()).serve(ctx)));
        return List.copyOf(routes);
    }
}
