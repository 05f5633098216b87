package routec.runtime.aws;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routec.runtime.bytes.Slice;

/** An AWS credentials file: profiles of settings, read as the AWS command line reads them. */
final class CredentialsFile {
  /** Ways of getting credentials that a mounted file can't ask for, and why. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "credential_process",
          "a Secret must not run programs",
          "credential_source",
          "leave `credentialsFile` out of the policy for the gateway's own identity",
          "web_identity_token_file",
          "leave `credentialsFile` out of the policy for the default chain, which knows it",
          "mfa_serial",
          "nobody is there to enter a code");

  /** How a profile says that a person signs in. */
  private static final Set<String> SIGN_IN =
      Set.of("sso_session", "sso_start_url", "login_session");

  /** How many profiles may be named one by the other. */
  private static final int MOST_HOPS = 5;

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

  /** What a profile gives. */
  sealed interface Profile {}

  /** Keys, or an API key, at once. */
  record Given(ProviderKeys keys) implements Profile {}

  /**
   * A role to assume.
   *
   * @param source what gives the keys that may
   */
  record Assumed(Role role, Profile source) implements Profile {}

  /**
   * What STS is asked for.
   *
   * @param arn the role's ARN
   * @param session the role session's name
   * @param externalId the external id that the role asks for; empty for none
   * @param seconds how long its keys shall be valid; 0 for what STS thinks
   * @param region the STS region; empty for that of the requests
   */
  record Role(String arn, String session, String externalId, int seconds, String region) {}

  /**
   * What a profile gives.
   *
   * @throws Unusable saying what is wrong without saying any value
   */
  Profile profile(String name) throws Unusable {
    return profile(name, MOST_HOPS);
  }

  private Profile profile(String name, int hops) throws Unusable {
    Map<String, String> settings = profiles.get(name);
    if (settings == null) {
      throw new Unusable("it has no profile `" + name + "`");
    }
    for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
      if (settings.containsKey(refused.getKey())) {
        throw new Unusable(
            "profile `" + name + "` uses " + refused.getKey() + ": " + refused.getValue());
      }
    }
    if (settings.containsKey("role_arn")) {
      return assumed(settings, name, hops);
    }
    if (settings.containsKey("aws_bearer_token_bedrock")) {
      return new Given(new BearerKey(wanted(settings, "aws_bearer_token_bedrock", name)));
    }
    if (settings.keySet().stream().anyMatch(SIGN_IN::contains)) {
      throw new Unusable(
          "profile `"
              + name
              + "` needs somebody to sign in: write keys, or role_arn with source_profile");
    }
    return new Given(keysOf(settings, name));
  }

  private Profile assumed(Map<String, String> settings, String name, int hops) throws Unusable {
    String source = wanted(settings, "source_profile", name);
    if (hops == 0) {
      throw new Unusable("profile `" + name + "` is one of too many that name each other");
    }
    boolean own = source.equals(name); // its own keys, as AWS tools read it
    Profile from = own ? new Given(keysOf(settings, name)) : profile(source, hops - 1);
    if (from instanceof Given given && given.keys() instanceof BearerKey) {
      throw new Unusable("profile `" + source + "` holds an API key, which can't assume a role");
    }
    return new Assumed(role(settings, name), from);
  }

  /**
   * The role that a profile names.
   *
   * @throws Unusable saying what is wrong without saying any value
   */
  static Role role(Map<String, String> settings, String name) throws Unusable {
    return new Role(
        wanted(settings, "role_arn", name),
        checked(settings.getOrDefault("role_session_name", "routec"), "role_session_name", name),
        checked(settings.getOrDefault("external_id", ""), "external_id", name),
        seconds(settings.getOrDefault("duration_seconds", "0"), name),
        checked(settings.getOrDefault("region", ""), "region", name));
  }

  /**
   * A profile's own keys.
   *
   * @throws Unusable saying what is wrong without saying any value
   */
  static AwsKeys keysOf(Map<String, String> settings, String name) throws Unusable {
    return new AwsKeys(
        wanted(settings, "aws_access_key_id", name),
        wanted(settings, "aws_secret_access_key", name),
        checked(settings.getOrDefault("aws_session_token", ""), "aws_session_token", name),
        Optional.empty());
  }

  private static int seconds(String text, String name) throws Unusable {
    if (!text.matches("\\d{1,5}")) {
      throw new Unusable("duration_seconds of profile `" + name + "` is no number of seconds");
    }
    return Integer.parseInt(text);
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
