package routec.runtime.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import routec.runtime.spi.Target;

/**
 * The HTTP proxies that the environment names: {@code HTTPS_PROXY} for TLS, {@code HTTP_PROXY} for
 * plain backends, {@code NO_PROXY} for those that are reached directly: names with what is below
 * them, {@code .domain} for only that, addresses, ranges of addresses ({@code 10.0.0.0/8}), each
 * but ranges perhaps with a port, or {@code *}.
 */
public record Proxies(Optional<Proxy> secure, Optional<Proxy> plain, List<String> direct) {
  /** None. */
  public static final Proxies NONE = new Proxies(Optional.empty(), Optional.empty(), List.of());

  public Proxies {
    direct = List.copyOf(direct);
  }

  /**
   * One proxy.
   *
   * @param authorization the value of {@code Proxy-Authorization}; empty for none
   */
  public record Proxy(String host, int port, String authorization) {
    /** Without the credentials. */
    @Override
    public String toString() {
      return host + ":" + port;
    }

    static Proxy of(String hostAndPort) {
      int colon = hostAndPort.lastIndexOf(':');
      String host = hostAndPort.substring(0, colon);
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      return new Proxy(
          bracketed ? host.substring(1, host.length() - 1) : host,
          Integer.parseInt(hostAndPort.substring(colon + 1)),
          "");
    }
  }

  /**
   * As the environment says; names in lower case count too, and first.
   *
   * @throws IllegalArgumentException if a proxy is no {@code http://host:port}
   */
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(
        proxy("HTTPS_PROXY", environment),
        proxy("HTTP_PROXY", environment),
        Arrays.stream(text("NO_PROXY", environment).split("[,\\s]+"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty())
            .toList());
  }

  /** The proxy to a target: its own, else the environment's. */
  Optional<Proxy> to(Target target) {
    if (!target.connections().proxy().isEmpty()) {
      return Optional.of(Proxy.of(target.connections().proxy()));
    }
    Optional<Proxy> proxy =
        switch (target.security()) {
          case Target.Tls _ -> secure;
          case Target.Plain _ -> plain;
        };
    return proxy.filter(_ -> !isDirect(target));
  }

  private boolean isDirect(Target target) {
    String host = target.host().toLowerCase(Locale.ROOT);
    Optional<byte[]> address = AddressRange.address(host);
    boolean here = host.equals("localhost") || AddressRange.isLoopback(host);
    return here
        || direct.stream()
            .anyMatch(rule ->
                AddressRange.of(rule)
                    .map(range -> address.filter(range::holds).isPresent())
                    .orElseGet(() -> covers(rule, host, target.port())));
  }

  /** Whether a rule names a host: itself and what is below it, or only that for a leading dot. */
  private static boolean covers(String rule, String host, int port) {
    if (rule.equals("*")) {
      return true;
    }
    int colon = rule.lastIndexOf(':');
    boolean ported = colon > 0 && (rule.indexOf(':') == colon || rule.charAt(colon - 1) == ']');
    if (ported && !rule.substring(colon + 1).equals(String.valueOf(port))) {
      return false;
    }
    String bare = ported ? rule.substring(0, colon) : rule;
    String name = bare.startsWith("[") ? bare.replaceAll("[\\[\\]]", "") : bare;
    String suffix = name.startsWith("*") ? name.substring(1) : name;
    String end = suffix.startsWith(".") ? suffix : "." + suffix;
    return host.equals(suffix) || host.endsWith(end);
  }

  private static Optional<Proxy> proxy(String name, Map<String, String> environment) {
    String text = text(name, environment);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(bytes);
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return Optional.of(new Proxy(host, port, user.isEmpty() ? "" : basic));
      }
    } catch (URISyntaxException e) {
      // said below, without the text: it may hold a password
    }
    throw new IllegalArgumentException(
        name + " must be http://host:port, perhaps with user:password@ before the host.");
  }

  private static String text(String name, Map<String, String> environment) {
    String upper = environment.getOrDefault(name, "");
    return environment.getOrDefault(name.toLowerCase(Locale.ROOT), upper).strip();
  }
}
