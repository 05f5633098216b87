package routec.runtime.spi;

import java.util.Optional;

/**
 * Status and headers of a provider's reply.
 *
 * @param status the HTTP status
 * @param headers the headers
 */
public record ReplyHead(int status, Headers headers) {
  /**
   * The provider's id of the request (AWS, Anthropic, OpenAI spelling); empty where it has none.
   */
  public String requestId() {
    return headers
        .first("x-amzn-requestid")
        .or(() -> headers.first("request-id"))
        .or(() -> headers.first("x-request-id"))
        .orElse("");
  }

  /** The seconds that the provider asks to wait; nothing where it says none, or a date. */
  public Optional<Integer> retryAfterSeconds() {
    String seconds = headers.first("retry-after").orElse("");
    boolean number =
        !seconds.isEmpty()
            && seconds.length() <= 6
            && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(Integer.parseInt(seconds)) : Optional.empty();
  }
}
