package routec.runtime.aws;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import routec.runtime.spi.Wire;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Keys of a profile in this machine's {@code ~/.aws}: its own, those of a sign-in, or those of a
 * role, for which STS is asked over the gateway's own wire, so that its proxy and its trust hold.
 *
 * @param region the region of STS where the profile names none
 * @param home where {@code .aws} is
 */
record MachineProfile(ProfileFile profiles, String region, Path home, Wire wire) {
  /** What makes a profile a source of credentials, not just of other settings. */
  private static final Set<String> SOURCES =
      Set.of("aws_access_key_id", "role_arn", "credential_process", "sso_session", "sso_start_url");

  /** How many profiles may be named one by the other. */
  private static final int MOST_HOPS = 5;

  static boolean isSource(Profile profile) {
    return profile.properties().keySet().stream().anyMatch(SOURCES::contains);
  }

  /**
   * Keys of the moment.
   *
   * @throws IllegalStateException saying what is wrong, without values
   */
  AwsKeys fetch(Profile profile) {
    return fetch(profile, MOST_HOPS);
  }

  private AwsKeys fetch(Profile profile, int hops) {
    if (SsoKeys.isMeant(profile)) {
      return SsoKeys.fetch(profiles, profile, home, wire);
    }
    return profile.property("role_arn").isPresent() ? assumed(profile, hops) : own(profile);
  }

  private AwsKeys own(Profile profile) {
    return ask(
        ProfileCredentialsProvider.builder()
            .profileFile(profiles)
            .profileName(profile.name())
            .build());
  }

  private AwsKeys assumed(Profile profile, int hops) {
    if (profile.property("mfa_serial").isPresent()) {
      throw wrong(profile, "wants a code (mfa_serial), and nobody is there to enter one");
    }
    String arn = text(profile, "role_arn");
    String session = text(profile, "role_session_name");
    String name = session.isEmpty() ? "routec" : session;
    String own = text(profile, "region");
    String file = text(profile, "web_identity_token_file");
    if (!file.isEmpty()) {
      return new Sts(wire)
          .withWebIdentity(own.isEmpty() ? region : own, arn, name, DefaultChain.token(file));
    }
    String seconds = text(profile, "duration_seconds");
    if (!seconds.matches("\\d{0,5}")) {
      throw wrong(profile, "has a duration_seconds that is no number of seconds");
    }
    AwsKeys source = source(profile, hops);
    CredentialsFile.Role role =
        new CredentialsFile.Role(
            arn,
            name,
            text(profile, "external_id"),
            seconds.isEmpty() ? 0 : Integer.parseInt(seconds),
            own,
            new CredentialsFile.Given(source));
    return new Sts(wire).assume(role, source, region);
  }

  /** Whose keys may assume a profile's role. */
  private AwsKeys source(Profile profile, int hops) {
    Optional<String> named = profile.property("source_profile").map(String::strip);
    if (named.isEmpty()) {
      return switch (text(profile, "credential_source")) {
        case "Environment" -> ask(EnvironmentVariableCredentialsProvider.create());
        case "EcsContainer" -> ask(ContainerCredentialsProvider.builder().build());
        case "Ec2InstanceMetadata" -> ask(InstanceProfileCredentialsProvider.builder().build());
        case "" -> throw wrong(profile, "has role_arn without source_profile");
        default ->
            throw wrong(
                profile,
                "has a credential_source other than Environment, EcsContainer and"
                    + " Ec2InstanceMetadata");
      };
    }
    if (hops == 0) {
      throw wrong(profile, "is one of too many that name each other");
    }
    if (named.get().equals(profile.name())) { // its own keys, as AWS tools read it
      return new AwsKeys(
          wanted(profile, "aws_access_key_id"),
          wanted(profile, "aws_secret_access_key"),
          text(profile, "aws_session_token"),
          Optional.empty());
    }
    Profile source =
        profiles
            .profile(named.get())
            .orElseThrow(() ->
                wrong(profile, "names the profile `" + named.get() + "`, which there is not"));
    return fetch(source, hops - 1);
  }

  private static String text(Profile profile, String property) {
    return profile.property(property).map(String::strip).orElse("");
  }

  private static String wanted(Profile profile, String property) {
    String text = text(profile, property);
    if (text.isEmpty()) {
      throw wrong(profile, "has no " + property);
    }
    return SecretText.checked(text, property);
  }

  private static IllegalStateException wrong(Profile profile, String what) {
    return new IllegalStateException("the profile `" + profile.name() + "` " + what);
  }

  /** What one of the SDK's sources gives at this moment. */
  static AwsKeys ask(AwsCredentialsProvider provider) {
    try {
      AwsCredentials credentials = provider.resolveCredentials();
      String token =
          credentials instanceof AwsSessionCredentials session ? session.sessionToken() : "";
      return new AwsKeys(
          credentials.accessKeyId(),
          credentials.secretAccessKey(),
          token,
          credentials.expirationTime());
    } finally {
      if (provider instanceof SdkAutoCloseable open) {
        open.close();
      }
    }
  }
}
