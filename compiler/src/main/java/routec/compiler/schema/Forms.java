package routec.compiler.schema;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms that texts must have, and how to say them. */
final class Forms {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String NAMES = LABEL + "(\\." + LABEL + ")*";

  /** A pattern of the schemas in words; the others are shown as they are. */
  private static final Map<String, String> WORDS =
      Map.of(
          "^([0-9]{1,5}(h|m|s|ms)){1,4}$",
          "a duration such as `30s`, `250ms` or `1h30m`",
          "^$|^" + NAMES + "$",
          "an API group such as `gateway.networking.k8s.io`, or empty",
          "^" + LABEL + "$",
          "lower-case letters, digits and `-`, with a letter or digit at the ends",
          "^" + NAMES + "$",
          "lower-case letters, digits, `-` and `.`, with a letter or digit at the ends",
          "^(\\*\\.)?" + NAMES + "$",
          "a lower-case hostname such as `api.example.com` or `*.example.com`",
          "^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$",
          "letters, digits and `-`, a letter first",
          "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$",
          "a header name: letters, digits and `-`, no spaces",
          "^[1-9]+[0-9]*([EPTGMK]i|[EPTGMk])?$",
          "a size such as `32Ki` or `50Mi`",
          "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
          "a quantity such as `100m`, `2` or `128Mi`",
          "^[-._a-zA-Z0-9]{1,253}$",
          "letters, digits, `-`, `_` and `.`");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");

  private Forms() {}

  /** What a text must be to match a pattern. */
  static String words(String pattern) {
    return WORDS.getOrDefault(pattern, "a text that matches `" + pattern + "`");
  }

  /** What a text must be for a format; empty if it is, or if nothing checks the format. */
  static Optional<String> mistake(String format, String text) {
    return switch (format) {
      case "date-time" ->
          isTime(text) ? Optional.empty() : Optional.of("a time such as `2025-01-31T12:00:00Z`");
      case "byte" -> isBase64(text) ? Optional.empty() : Optional.of("base64");
      case "ipv4" -> isIpv4(text) ? Optional.empty() : Optional.of("an IPv4 address");
      case "ipv6" -> isIpv6(text) ? Optional.empty() : Optional.of("an IPv6 address");
      case "uri" ->
          isUri(text) ? Optional.empty() : Optional.of("a URI such as `https://example.com/`");
      default -> Optional.empty();
    };
  }

  static boolean isIp(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  private static boolean isIpv4(String text) {
    return IPV4.matcher(text).matches();
  }

  private static boolean isIpv6(String text) {
    String[] halves = text.split("::", -1);
    if (halves.length > 2 || text.isEmpty()) {
      return false;
    }
    int groups = 0;
    for (int i = 0; i < halves.length; i++) {
      int found = groups(halves[i], i == halves.length - 1);
      if (found < 0) {
        return false;
      }
      groups += found;
    }
    return halves.length == 2 ? groups < 8 : groups == 8;
  }

  /** How many 16-bit groups a half of an address has; negative if it is malformed. */
  private static int groups(String half, boolean last) {
    if (half.isEmpty()) {
      return 0;
    }
    String[] parts = half.split(":", -1);
    int groups = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean tail = last && i == parts.length - 1 && parts[i].indexOf('.') > 0;
      if (tail && isIpv4(parts[i])) {
        groups += 2;
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        groups++;
      } else {
        return -1;
      }
    }
    return groups;
  }

  private static boolean isTime(String text) {
    try {
      return OffsetDateTime.parse(text) != null;
    } catch (DateTimeParseException _) {
      return false;
    }
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text.replaceAll("\\s", ""));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isUri(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9+.-]*:\\S+");
  }
}
