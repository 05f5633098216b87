package routec.runtime.spi;

import java.nio.charset.StandardCharsets;
import routec.runtime.fault.RequestFault;

/**
 * A model id or ARN as Bedrock's paths carry it: one segment, all but unreserved characters
 * percent-encoded ({@code :} as {@code %3A}, {@code /} as {@code %2F}).
 *
 * @param id the id as Bedrock knows it
 * @param segment the encoded id
 */
public record BedrockModel(String id, String segment) {
  private static final int LONGEST = 2048;

  /** A model that the manifest names. */
  public static BedrockModel of(String id) {
    return new BedrockModel(id, encode(id));
  }

  /**
   * A model that a client names, where a rule takes any.
   *
   * @throws RequestFault if it can't be a Bedrock model id
   */
  public static BedrockModel ofClient(String id) {
    boolean dots = id.equals(".") || id.equals(".."); // would be steps in the path
    boolean good = !id.isEmpty() && id.length() <= LONGEST && !dots;
    for (int i = 0; good && i < id.length(); i++) {
      char c = id.charAt(i);
      good = isUnreserved(c) || c == ':' || c == '/';
    }
    if (!good) {
      throw RequestFault.invalid("model", "The model is not an id or ARN that Bedrock can have.");
    }
    return of(id);
  }

  public String converse() {
    return "/model/" + segment + "/converse";
  }

  public String converseStream() {
    return "/model/" + segment + "/converse-stream";
  }

  public String invoke() {
    return "/model/" + segment + "/invoke";
  }

  public String invokeStream() {
    return "/model/" + segment + "/invoke-with-response-stream";
  }

  public String countTokens() {
    return "/model/" + segment + "/count-tokens";
  }

  private static String encode(String id) {
    StringBuilder out = new StringBuilder(id.length() + 16);
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved((char) (b & 0xFF))) {
        out.append((char) b);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xF, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
      }
    }
    return out.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~".indexOf(c) >= 0;
  }
}
