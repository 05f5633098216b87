package routec.runtime.translate;

import routec.runtime.spi.Headers;

/** The headers of Bedrock's operations. */
final class BedrockHeaders {
  static final Headers JSON =
      Headers.of("accept", "application/json", "content-type", "application/json");
  static final Headers CONVERSE_STREAM =
      Headers.of(
          "accept", "application/vnd.amazon.eventstream", "content-type", "application/json");
  static final Headers INVOKE_STREAM =
      Headers.of(
          "accept",
          "application/vnd.amazon.eventstream",
          "content-type",
          "application/json",
          "x-amzn-bedrock-accept",
          "application/json");

  private BedrockHeaders() {}
}
