package routec.runtime.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Wire;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.sso.model.RoleCredentials;
import software.amazon.awssdk.services.sso.model.SsoException;

/**
 * Keys of a role in IAM Identity Center for somebody who has signed in on this machine: {@code aws
 * sso login} leaves a token in {@code ~/.aws/sso/cache}, which is read anew each time and never
 * renewed here.
 */
final class SsoKeys {
  private static final Duration CALL = Duration.ofSeconds(30);

  private SsoKeys() {}

  /** Whether a profile's keys come from a sign-in. */
  static boolean isMeant(Profile profile) {
    return profile.property("sso_session").isPresent()
        || profile.property("sso_start_url").isPresent();
  }

  /**
   * Keys of the role that the profile names.
   *
   * @param home where {@code .aws} is
   * @throws IllegalStateException saying what is wrong and what to do, without values
   */
  static AwsKeys fetch(ProfileFile profiles, Profile profile, Path home, Wire wire) {
    Optional<String> session = profile.property("sso_session");
    Profile place =
        session.isEmpty()
            ? profile
            : profiles
                .getSection("sso-session", session.get())
                .orElseThrow(() ->
                    new IllegalStateException(
                        "the profile `%s` names the sso-session `%s`, which there is not"
                            .formatted(profile.name(), session.get())));
    String key = session.orElseGet(() -> wanted(profile, "sso_start_url", profile));
    String token = token(home, key, profile.name());
    try (SsoClient client =
        SsoClient.builder()
            .region(Region.of(wanted(place, "sso_region", profile)))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(new WireHttpClient(wire))
            .overrideConfiguration(config -> config.apiCallTimeout(CALL))
            .build()) {
      String account = wanted(profile, "sso_account_id", profile);
      String role = wanted(profile, "sso_role_name", profile);
      RoleCredentials issued =
          client
              .getRoleCredentials(call -> call.accountId(account).roleName(role).accessToken(token))
              .roleCredentials();
      return new AwsKeys(
          issued.accessKeyId(),
          issued.secretAccessKey(),
          issued.sessionToken(),
          Optional.of(Instant.ofEpochMilli(issued.expiration())));
    } catch (SsoException e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      throw new IllegalStateException(
          "IAM Identity Center refused with %d %s%s"
              .formatted(
                  e.statusCode(), code, e.statusCode() == 401 ? ": " + signIn(profile.name()) : ""),
          e);
    } catch (SdkException e) {
      throw new IllegalStateException("IAM Identity Center can't be asked: " + Problems.of(e), e);
    }
  }

  private static String wanted(Profile from, String property, Profile profile) {
    return from.property(property)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() ->
            new IllegalStateException(
                "the profile `%s` has no %s".formatted(profile.name(), property)));
  }

  /** The token that the sign-in left, under the name that all of AWS's tools use. */
  private static String token(Path home, String key, String profile) {
    Path file = home.resolve(".aws/sso/cache").resolve(sha1(key) + ".json");
    JsonMembers members;
    try {
      members = JsonMembers.read(Slice.of(Files.readAllBytes(file)), JsonOrigin.PROVIDER);
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(
          "nobody has signed in for the profile `%s`: %s".formatted(profile, signIn(profile)), e);
    } catch (IOException | Fault e) {
      throw new IllegalStateException("the sign-in in " + file + " can't be read", e);
    }
    String until = text(members, "expiresAt").replaceFirst("UTC$", "Z");
    if (isOver(until)) {
      throw new IllegalStateException(
          "the sign-in of the profile `%s` ended at %s: %s"
              .formatted(profile, until, signIn(profile)));
    }
    return SecretText.checked(text(members, "accessToken"), "accessToken in " + file);
  }

  private static boolean isOver(String until) {
    try {
      return !Instant.parse(until).isAfter(Instant.now());
    } catch (DateTimeParseException e) {
      throw new IllegalStateException("the sign-in has no `expiresAt` that is a time", e);
    }
  }

  private static String text(JsonMembers members, String name) {
    return members
        .find(name)
        .map(JsonReader::ofProvider)
        .filter(value -> value.peek() == JsonKind.STRING)
        .map(JsonReader::string)
        .orElse("");
  }

  private static String signIn(String profile) {
    return "run `aws sso login --profile " + profile + "` on this machine";
  }

  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
