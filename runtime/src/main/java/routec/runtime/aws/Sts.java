package routec.runtime.aws;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import routec.runtime.spi.Wire;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * AWS STS in one region, asked by the SDK; the SDK's classes are loaded only when this one is.
 *
 * <p>The endpoint is the region's own unless {@code AWS_ENDPOINT_URL_STS} names another.
 */
final class Sts {
  private static final Duration CALL = Duration.ofSeconds(30);

  private final Wire wire;

  Sts(Wire wire) {
    this.wire = wire;
  }

  /** Keys for a role, by an identity token that the role trusts. */
  AwsKeys withWebIdentity(String region, String role, String session, String token) {
    AssumeRoleWithWebIdentityRequest request =
        AssumeRoleWithWebIdentityRequest.builder()
            .roleArn(role)
            .roleSessionName(session)
            .webIdentityToken(token)
            .build();
    return ask(
        region,
        AnonymousCredentialsProvider.create(),
        client -> client.assumeRoleWithWebIdentity(request).credentials());
  }

  /** Keys for a role, by keys that may assume it. */
  AwsKeys assume(CredentialsFile.Role role, AwsKeys source, String region) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder().roleArn(role.arn()).roleSessionName(role.session());
    if (!role.externalId().isEmpty()) {
      request.externalId(role.externalId());
    }
    if (role.seconds() > 0) {
      request.durationSeconds(role.seconds());
    }
    return ask(
        role.region().isEmpty() ? region : role.region(),
        provider(source),
        client -> client.assumeRole(request.build()).credentials());
  }

  private AwsKeys ask(
      String region, AwsCredentialsProvider by, Function<StsClient, Credentials> call) {
    try (StsClient client =
        StsClient.builder()
            .region(Region.of(region))
            .credentialsProvider(by)
            .httpClient(new WireHttpClient(wire))
            .overrideConfiguration(config -> config.apiCallTimeout(CALL))
            .build()) {
      Credentials issued = call.apply(client);
      return new AwsKeys(
          issued.accessKeyId(),
          issued.secretAccessKey(),
          issued.sessionToken(),
          Optional.ofNullable(issued.expiration()));
    } catch (StsException e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      throw new IllegalStateException(
          "STS refused with " + e.statusCode() + " " + code + " (request " + e.requestId() + ")",
          e);
    } catch (SdkException e) {
      throw new IllegalStateException("STS can't be asked: " + Problems.of(e), e);
    }
  }

  private static AwsCredentialsProvider provider(AwsKeys keys) {
    return StaticCredentialsProvider.create(
        keys.sessionToken().isEmpty()
            ? AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())
            : AwsSessionCredentials.create(
                keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
  }
}
