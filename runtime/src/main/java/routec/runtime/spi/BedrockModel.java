package routec.runtime.spi;

import java.nio.charset.StandardCharsets;
import routec.runtime.fault.RequestFault;

/**
 * A model and the paths of Bedrock's operations on it, made once, not for every call.
 *
 * <p>Its id or ARN is one segment of a path, all but unreserved characters percent-encoded ({@code
 * :} as {@code %3A}, {@code /} as {@code %2F}).
 *
 * @param id the id as Bedrock knows it
 * @param converse the path of Converse
 * @param converseStream the path of ConverseStream
 * @param invoke the path of InvokeModel
 * @param invokeStream the path of InvokeModelWithResponseStream
 * @param countTokens the path of CountTokens, which takes foundation models only
 */
public record BedrockModel(
    String id,
    String converse,
    String converseStream,
    String invoke,
    String invokeStream,
    String countTokens) {
  private static final int LONGEST = 2048;

  /** A model that the manifest names. */
  public static BedrockModel of(String id) {
    return of(id, id);
  }

  /**
   * A model that the manifest names by an ARN that hides it.
   *
   * @param base the model behind it
   */
  public static BedrockModel of(String id, String base) {
    String path = "/model/" + encode(id);
    return new BedrockModel(
        id,
        path + "/converse",
        path + "/converse-stream",
        path + "/invoke",
        path + "/invoke-with-response-stream",
        "/model/" + encode(foundation(base)) + "/count-tokens");
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

  /**
   * Without the ARN around it and the geography of an inference profile before it. Only Anthropic's
   * models can be counted, so nothing but the start of their ids needs to be known.
   */
  private static String foundation(String id) {
    boolean named = id.contains(":foundation-model/") || id.contains(":inference-profile/");
    String bare = named ? id.substring(id.lastIndexOf('/') + 1) : id;
    int vendor = bare.startsWith("arn:") ? -1 : bare.indexOf(".anthropic.");
    return bare.substring(vendor + 1);
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
