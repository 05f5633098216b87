package routec.runtime.spi;

import java.util.Optional;

/** What a client can call: one path, one method, one dialect. */
public enum Endpoint {
  CHAT_COMPLETIONS("POST", "/v1/chat/completions", Dialect.OPENAI),
  EMBEDDINGS("POST", "/v1/embeddings", Dialect.OPENAI),
  MODELS("GET", "/v1/models", Dialect.OPENAI),
  MESSAGES("POST", "/anthropic/v1/messages", Dialect.ANTHROPIC),
  COUNT_TOKENS("POST", "/anthropic/v1/messages/count_tokens", Dialect.ANTHROPIC),
  ANTHROPIC_MODELS("GET", "/anthropic/v1/models", Dialect.ANTHROPIC);

  private final String method;
  private final String path;
  private final Dialect dialect;

  Endpoint(String method, String path, Dialect dialect) {
    this.method = method;
    this.path = path;
    this.dialect = dialect;
  }

  /** The endpoint at a path (without its query). */
  public static Optional<Endpoint> at(String path) {
    for (Endpoint endpoint : values()) {
      if (endpoint.path.equals(path)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  /** The dialect that a caller of any path, even an unknown one, will understand best. */
  public static Dialect dialectOf(String path) {
    return path.startsWith("/anthropic/") ? Dialect.ANTHROPIC : Dialect.OPENAI;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  public Dialect dialect() {
    return dialect;
  }
}
