package routec.runtime.aws;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import routec.runtime.bytes.Slice;

/** An AWS credentials file: profiles of settings, read as the AWS command line reads them. */
final class CredentialsFile {
  /**
   * What other ways of getting credentials are spelled like; none of them is read from a Secret.
   */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "role_arn",
          "source_profile",
          "credential_source",
          "credential_process",
          "web_identity_token_file",
          "sso_session",
          "sso_start_url",
          "sso_account_id");

  private final Map<String, Map<String, String>> profiles;

  private CredentialsFile(Map<String, Map<String, String>> profiles) {
    this.profiles = profiles;
  }

  static CredentialsFile read(Slice bytes) {
    Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
    Map<String, String> current = new HashMap<>(); // settings before the first profile: ignored
    String text = bytes.text();
    for (String line : (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList()) {
      String content = withoutComment(line);
      if (content.isBlank() || Character.isWhitespace(content.charAt(0))) {
        continue; // an indented line belongs to a nested setting, and none of those concerns us
      }
      if (content.startsWith("[")) {
        current = profiles.computeIfAbsent(profileName(content), _ -> new HashMap<>());
      } else {
        int equals = content.indexOf('=');
        if (equals > 0) {
          current.put(
              content.substring(0, equals).strip().toLowerCase(Locale.ROOT),
              content.substring(equals + 1).strip());
        }
      }
    }
    return new CredentialsFile(profiles);
  }

  /**
   * The keys of a profile.
   *
   * @throws Unusable saying what is wrong without saying any value
   */
  AwsKeys keys(String profile) throws Unusable {
    Map<String, String> settings = profiles.get(profile);
    if (settings == null) {
      throw new Unusable("it has no profile `" + profile + "`");
    }
    Set<String> unsupported = new TreeSet<>(settings.keySet());
    unsupported.retainAll(UNSUPPORTED);
    if (!unsupported.isEmpty()) {
      throw new Unusable(
          "profile `"
              + profile
              + "` uses "
              + String.join(", ", unsupported)
              + ", which a mounted credentials file can't use here: write keys instead");
    }
    return new AwsKeys(
        wanted(settings, "aws_access_key_id", profile),
        wanted(settings, "aws_secret_access_key", profile),
        checked(settings.getOrDefault("aws_session_token", ""), "aws_session_token", profile),
        Optional.empty());
  }

  private static String wanted(Map<String, String> settings, String name, String profile)
      throws Unusable {
    String value = settings.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new Unusable("profile `" + profile + "` has no " + name);
    }
    return checked(value, name, profile);
  }

  private static String checked(String value, String name, String profile) throws Unusable {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7F) {
        throw new Unusable(
            name + " of profile `" + profile + "` holds a character that no key has");
      }
    }
    return value;
  }

  private static String profileName(String header) {
    int close = header.indexOf(']');
    String name = header.substring(1, close < 0 ? header.length() : close).strip();
    return name.startsWith("profile ") ? name.substring(8).strip() : name;
  }

  /** Cuts a comment, which begins the line or follows white space. */
  private static String withoutComment(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c == '#' || c == ';') && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
        return line.substring(0, i).stripTrailing();
      }
    }
    return line.stripTrailing();
  }

  /** Why a file gives no keys; the message never holds a value. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message, null, false, false);
    }
  }
}
