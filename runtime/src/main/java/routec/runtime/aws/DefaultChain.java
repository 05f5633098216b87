package routec.runtime.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import routec.runtime.spi.Wire;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * The AWS default chain: the first source that is configured, in the order of AWS's SDKs, and that
 * one only. The SDK's classes are loaded only when this one is.
 *
 * <p>AWS's own chain goes on to the next source where one fails, so that a web identity that STS
 * throttles for a moment silently becomes the machine's own role; here it fails and is tried again.
 * Everything is read anew at each fetch: environment, profiles and token files.
 */
final class DefaultChain implements Supplier<ProviderKeys> {
  private static final String BEARER = "AWS_BEARER_TOKEN_BEDROCK";

  private final String region;
  private final Wire wire;

  /**
   * @param region the region of STS where the environment names none
   * @param wire how STS and IAM Identity Center are reached
   */
  DefaultChain(String region, Wire wire) {
    this.region = region;
    this.wire = wire;
  }

  @Override
  public ProviderKeys get() {
    String bearer = System.getProperty("aws.bearerTokenBedrock", "");
    if (bearer.isEmpty()) {
      bearer = Optional.ofNullable(System.getenv(BEARER)).orElse("");
    }
    if (!bearer.isBlank()) {
      return new BearerKey(SecretText.checked(bearer.strip(), BEARER)); // never any other source
    }
    if (!System.getProperty("aws.accessKeyId", "").isEmpty()) {
      return MachineProfile.ask(SystemPropertyCredentialsProvider.create());
    }
    if (isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)) {
      return MachineProfile.ask(EnvironmentVariableCredentialsProvider.create());
    }
    if (isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)) {
      return webIdentity();
    }
    ProfileFile profiles = ProfileFile.defaultProfileFile();
    Optional<Profile> profile = profile(profiles);
    if (profile.isPresent()) {
      return new MachineProfile(profiles, stsRegion(), home(), wire).fetch(profile.get());
    }
    if (isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
        || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)) {
      return MachineProfile.ask(ContainerCredentialsProvider.builder().build());
    }
    return MachineProfile.ask(InstanceProfileCredentialsProvider.builder().build());
  }

  private AwsKeys webIdentity() {
    String file = text(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE);
    String role = text(SdkSystemSetting.AWS_ROLE_ARN);
    if (role.isEmpty()) {
      throw new IllegalStateException(
          "AWS_WEB_IDENTITY_TOKEN_FILE is set without AWS_ROLE_ARN, the role to assume");
    }
    String session = text(SdkSystemSetting.AWS_ROLE_SESSION_NAME);
    return new Sts(wire)
        .withWebIdentity(stsRegion(), role, session.isEmpty() ? "routec" : session, token(file));
  }

  private String stsRegion() {
    String own = text(SdkSystemSetting.AWS_REGION);
    return own.isEmpty() ? region : own;
  }

  /** The token of this moment: the kubelet writes a new one long before the old one expires. */
  static String token(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IllegalStateException("the token file " + file + " can't be read", e);
    }
  }

  /** As AWS's tools find it. */
  private static Path home() {
    String home = System.getenv("HOME");
    return Path.of(home == null ? System.getProperty("user.home", "") : home);
  }

  /** The profile that is meant, if it says where credentials come from. */
  private static Optional<Profile> profile(ProfileFile profiles) {
    Optional<String> named = ProfileFileSystemSetting.AWS_PROFILE.getStringValue();
    Optional<Profile> profile = profiles.profile(named.orElse("default"));
    boolean asked =
        System.getenv("AWS_PROFILE") != null || System.getProperty("aws.profile") != null;
    if (asked && profile.isEmpty()) {
      throw new IllegalStateException(
          "AWS_PROFILE names the profile `" + named.orElse("") + "`, which there is not");
    }
    if (profile.filter(one -> one.property("login_session").isPresent()).isPresent()) {
      throw new IllegalStateException(
          "the profile `"
              + named.orElse("default")
              + "` needs somebody to sign in; `aws configure export-credentials` gives keys");
    }
    return profile.filter(MachineProfile::isSource);
  }

  private static boolean isSet(SdkSystemSetting setting) {
    return !text(setting).isEmpty();
  }

  private static String text(SdkSystemSetting setting) {
    return setting.getStringValue().map(String::strip).orElse("");
  }
}
