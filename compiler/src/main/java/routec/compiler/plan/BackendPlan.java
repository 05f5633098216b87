package routec.compiler.plan;

import java.util.List;
import java.util.Optional;

/**
 * An AIServiceBackend: where it is, what it speaks, who signs.
 *
 * @param name {@code namespace/name}
 * @param shape the API that it speaks
 * @param target where it is
 * @param authorization how requests are authorized
 * @param origin the AIServiceBackend
 */
public record BackendPlan(
    String name, Shape shape, Target target, AuthorizationPlan authorization, Origin origin) {

  /** The API of a backend and what varies in it. */
  public sealed interface Shape {
    /** Whether it speaks a client's own dialect, so that bytes pass whatever the model. */
    default boolean isRelay() {
      return switch (this) {
        case Converse _, Claude _ -> false;
        case OpenAi _, Anthropic _ -> true;
      };
    }
  }

  /**
   * Bedrock's Converse (schema AWSBedrock).
   *
   * @param origin what says so
   */
  public record Converse(Origin origin) implements Shape {}

  /**
   * Claude hosted by Bedrock's InvokeModel (schema AWSAnthropic).
   *
   * @param version the body's {@code anthropic_version}
   * @param origin what says so
   */
  public record Claude(String version, Origin origin) implements Shape {}

  /**
   * OpenAI's own API.
   *
   * @param prefix the start of its paths, such as {@code /v1}
   * @param origin what says so
   */
  public record OpenAi(String prefix, Origin origin) implements Shape {}

  /**
   * Anthropic's own API.
   *
   * @param prefix the start of its paths, such as {@code /v1}
   * @param origin what says so
   */
  public record Anthropic(String prefix, Origin origin) implements Shape {}

  /**
   * An address.
   *
   * @param host a DNS name or IP address
   * @param port 1 to 65535
   * @param tls how the connection is protected; without, plain HTTP
   * @param origin where the manifest says so
   */
  public record Target(String host, int port, Optional<Tls> tls, Origin origin) {}

  /**
   * TLS with the name checked.
   *
   * @param serverName the name to ask for and, without alternative names, to check
   * @param altNames names of which the certificate must have one; a URI begins with its scheme
   * @param certificate the Secret with the gateway's own certificate
   * @param trust CA files; empty for the system's own
   * @param origin what asks for TLS
   */
  public record Tls(
      String serverName,
      List<String> altNames,
      List<Trust> trust,
      Optional<Certificate> certificate,
      Origin origin) {
    public Tls {
      altNames = List.copyOf(altNames);
      trust = List.copyOf(trust);
    }
  }

  /**
   * A file of trusted CA certificates.
   *
   * @param file {@code namespace/name/key}
   * @param secret whether a Secret holds it, else a ConfigMap
   * @param origin the reference to it
   */
  public record Trust(String file, boolean secret, Origin origin) {}

  /**
   * The gateway's own certificate.
   *
   * @param secret {@code namespace/name} of the Secret that holds it
   * @param origin the reference to it
   */
  public record Certificate(String secret, Origin origin) {}
}
