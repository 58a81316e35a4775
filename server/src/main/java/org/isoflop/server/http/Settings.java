package org.isoflop.server.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.isoflop.server.Limits;

/**
 * How a server is set up.
 *
 * @param address to listen on: a name or an IP address
 * @param port to listen on; 0 for any that is free
 * @param token that every request must bring; empty on loopback only
 * @param hosts by which it may be called, beside its own address
 * @param data the folder of the projects
 * @param limits for all who ask
 * @param version of the program, for those who ask
 */
public record Settings(
        String address,
        int port,
        Optional<String> token,
        List<String> hosts,
        Path data,
        Limits limits,
        String version) {
    public Settings {
        hosts = List.copyOf(hosts);
    }

    /** Whether only this machine can reach an address. */
    public static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
