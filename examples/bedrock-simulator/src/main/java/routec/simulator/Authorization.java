package routec.simulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of a SigV4 Authorization header. */
record Authorization(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";

  static Authorization read(String header) {
    if (!header.startsWith(ALGORITHM)) {
      throw incomplete("Unsupported AWS 'algorithm'.");
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : header.substring(ALGORITHM.length()).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    String credential = part(parts, "Credential");
    String signature = part(parts, "Signature");
    List<String> signed = Arrays.asList(part(parts, "SignedHeaders").split(";", -1));
    String[] scope = credential.split("/", -1);
    if (scope.length != 5 || !scope[4].equals("aws4_request")) {
      throw incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term, got '"
              + credential
              + "'.");
    }
    return new Authorization(scope[0], scope[1], scope[2], scope[3], signed, signature);
  }

  private static String part(Map<String, String> parts, String name) {
    String value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw incomplete("Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }

  private static AwsError incomplete(String message) {
    return AwsError.forbidden("IncompleteSignatureException", message);
  }
}
