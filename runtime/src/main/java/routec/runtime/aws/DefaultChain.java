package routec.runtime.aws;

import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Asks the AWS SDK's default chain; the SDK's classes are loaded only when this one is. */
final class DefaultChain implements Supplier<AwsKeys> {
  private final DefaultCredentialsProvider provider = DefaultCredentialsProvider.builder().build();

  @Override
  public AwsKeys get() {
    AwsCredentials credentials = provider.resolveCredentials();
    String token =
        credentials instanceof AwsSessionCredentials session ? session.sessionToken() : "";
    return new AwsKeys(
        credentials.accessKeyId(),
        credentials.secretAccessKey(),
        token,
        credentials.expirationTime());
  }
}
