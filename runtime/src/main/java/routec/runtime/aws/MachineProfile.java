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
    CredentialsFile.Role role =
        read(() -> CredentialsFile.role(profile.properties(), profile.name()));
    String own = role.region().isEmpty() ? region : role.region();
    String file = text(profile, "web_identity_token_file");
    if (!file.isEmpty()) {
      return new Sts(wire)
          .withWebIdentity(own, role.arn(), role.session(), DefaultChain.token(file));
    }
    return new Sts(wire).assume(role, source(profile, hops), region);
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
      return read(() -> CredentialsFile.keysOf(profile.properties(), profile.name()));
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

  /** Settings that are read as those of a credentials file are. */
  private interface Reading<T> {
    T read() throws CredentialsFile.Unusable;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (CredentialsFile.Unusable e) {
      throw new IllegalStateException("the " + e.getMessage(), e);
    }
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
