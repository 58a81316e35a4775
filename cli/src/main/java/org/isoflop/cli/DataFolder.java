package org.isoflop.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where the projects of a person are kept. */
final class DataFolder {
    private DataFolder() {}

    /** What the person says, else a folder in {@code XDG_DATA_HOME} or what stands for it. */
    static Path of(Optional<Path> said) {
        return said.orElseGet(DataFolder::usual).toAbsolutePath().normalize();
    }

    private static Path usual() {
        String xdg = System.getenv("XDG_DATA_HOME");
        Path home = xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return home.resolve("isoflop");
    }
}
