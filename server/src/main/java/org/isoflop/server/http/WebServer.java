package org.isoflop.server.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.isoflop.InputException;
import org.isoflop.server.project.Projects;
import org.isoflop.server.question.Answerer;
import org.isoflop.server.question.CommandInfo;
import org.isoflop.server.question.Desk;
import org.isoflop.server.question.Gate;

/** The server, from when it listens until it is closed. */
public final class WebServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 2_000;
    private static final int ARRIVING = 1_024;
    private static final int IDLE_MILLIS = 30_000;
    private static final int HEADER_BYTES = 8 << 10;
    private static final int STOP_MILLIS = 2_000;

    private final Settings settings;
    private final Projects projects;
    private final Desk desk;
    private final Javalin javalin;

    private WebServer(Settings settings, Projects projects, Desk desk, Javalin javalin) {
        this.settings = settings;
        this.projects = projects;
        this.desk = desk;
        this.javalin = javalin;
    }

    /**
     * Starts to listen.
     *
     * @param answerer runs commands
     * @param commands what they are; the gate decides which may be asked
     * @throws InputException if the folder or the port cannot be had
     */
    public static WebServer start(Settings settings, Answerer answerer, List<CommandInfo> commands) {
        Projects projects = Projects.open(settings.data(), settings.limits(), Clock.tickMillis(ZoneOffset.UTC));
        var desk = new Desk(settings.limits());
        var gate = new Gate(commands, settings.limits());
        List<Route> routes = Routes.all(settings, projects, desk, gate, answerer);
        try {
            Javalin javalin = Javalin.create(config -> configure(config, settings, routes));
            javalin.start();
            return new WebServer(settings, projects, desk, javalin);
        } catch (JavalinException e) {
            desk.close();
            projects.close();
            throw new InputException(
                    "%s:%d cannot be listened on: %s"
                            .formatted(
                                    settings.address(),
                                    settings.port(),
                                    String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")),
                    "Choose another port with --port; 0 takes any that is free.");
        }
    }

    private static void configure(JavalinConfig config, Settings settings, List<Route> routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.modifyHttpConfiguration(WebServer::tighten);
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
        config.jetty.modifyServer(server -> {
            server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
            server.setStopTimeout(STOP_MILLIS);
        });
        var guard = new Guard(settings);
        config.routes.before(guard::check);
        Problems.register(config.routes);
        routes.forEach(route -> config.routes.addHttpHandler(route.method(), route.path(), route.handler()));
    }

    private static void tighten(HttpConfiguration http) {
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, Settings settings) {
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.address());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setAcceptQueueSize(ARRIVING);
        return connector;
    }

    /** Every method and path that is answered, as they were registered. */
    Set<String> served() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " "
                        + endpoint.path.replace('<', '{').replace('>', '}'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Where a browser finds the page; with the token, if there is one. */
    public String url() {
        String address = settings.address();
        String host = address.contains(":") ? "[" + address + "]" : address;
        String named = host.equals("0.0.0.0") || host.equals("[::]") ? "localhost" : host;
        return "http://%s:%d/".formatted(named, port())
                + settings.token().map(token -> "?token=" + token).orElse("");
    }

    /** Answers nobody any more, stops what is being worked on, and closes the projects. */
    @Override
    public void close() {
        desk.close();
        javalin.stop();
        projects.close();
    }
}
