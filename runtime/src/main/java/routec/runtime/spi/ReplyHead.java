package routec.runtime.spi;

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
}
