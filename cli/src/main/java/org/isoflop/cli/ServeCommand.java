package org.isoflop.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.isoflop.server.Limits;
import org.isoflop.server.http.Settings;
import org.isoflop.server.http.WebServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code isoflop serve}: all of it in a browser, and over HTTP. */
@Command(
        name = "serve",
        header = "Serve the web page, and the commands over HTTP.",
        customSynopsis = "isoflop serve [options]",
        description = {
            "Drop a table into the page, choose a law, leave runs out, and see everything",
            "follow at once. Projects are kept in a folder of yours. Only this machine can",
            "reach the server, unless --address says otherwise; then it asks for a token."
        },
        footer = {"  isoflop serve --open", "  isoflop serve --port 8080 --data ~/scaling"})
final class ServeCommand extends CliCommand {
    private static final int TOKEN_BYTES = 24;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4763",
            description = "Where to listen (default: ${DEFAULT-VALUE}; 0 for any that is free).")
    private int port;

    @Option(names = "--open", description = "Open the page in a browser.")
    private boolean open;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Of this machine (default: ${DEFAULT-VALUE}). Any but loopback needs a token.")
    private String address = "127.0.0.1";

    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description = "What every request must bring (default: one is made where it is needed).")
    private @Nullable String token;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            split = ",",
            description = "Another name that this server may be called by.")
    private List<String> hosts = List.of();

    @Option(names = "--data", paramLabel = "DIR", description = "The folder of the projects (default: in your home).")
    private @Nullable Path data;

    @Mixin
    private ServeLimits limits;

    @Override
    public Integer call() {
        Call.check(spec, this::check);
        Limits allowed = Call.check(spec, limits::limits);
        var settings = new Settings(
                address, port, token(), hosts, DataFolder.of(Optional.ofNullable(data)), allowed, Version.current());
        PrintWriter err = spec.commandLine().getErr();
        try (WebServer server = WebServer.start(settings, new InProcess(), InProcess.commands())) {
            err.println("isoflop: listening on " + server.url());
            err.println("isoflop: projects are in " + settings.data() + "; Ctrl-C ends");
            if (open) {
                show(server.url(), err);
            }
            awaitEnd(server);
        }
        return Isoflop.DONE;
    }

    private void check() {
        if (port < 0 || port > 65_535) {
            throw new org.isoflop.InputException("--port lies between 0 and 65535, not at " + port, "");
        }
        if (token != null && token.length() < 16) {
            throw new org.isoflop.InputException(
                    "--token has at least 16 characters", "Leave it out, and one is made where it is needed.");
        }
    }

    /** Without a token only this machine is answered. */
    private Optional<String> token() {
        if (token != null || Settings.isLoopback(address)) {
            return Optional.ofNullable(token);
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static void show(String url, PrintWriter err) {
        try {
            String program = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
            new ProcessBuilder(program, url)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (java.io.IOException e) {
            err.println("isoflop: no browser could be opened; open the address above");
        }
    }

    /** Until somebody ends the process, or interrupts the thread. */
    private static void awaitEnd(WebServer server) {
        var end = new CountDownLatch(1);
        var hook = new Thread(() -> {
            server.close();
            end.countDown();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            end.await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
