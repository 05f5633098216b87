package routec.compiler.emit.envoy;

/**
 * What the bootstrap needs beside the plan.
 *
 * @param address where listeners listen: {@code 0.0.0.0}, or {@code 127.0.0.1} on a desk
 * @param adminPort Envoy's admin port on loopback
 * @param socket the runtime's Unix socket, as Envoy finds it from its working folder
 */
public record EnvoySettings(String address, int adminPort, String socket) {}
