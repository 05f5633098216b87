package routec.compiler.manifest;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import routec.compiler.source.Located;

/** Reads the policies that the gateway uses, and grants. */
final class PolicyReader {
  private static final String AI = "aigateway.envoyproxy.io";
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([EPTGMK]i|[EPTGMk])?");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("k", 1_000L),
          Map.entry("M", 1_000_000L),
          Map.entry("G", 1_000_000_000L),
          Map.entry("T", 1_000_000_000_000L),
          Map.entry("P", 1_000_000_000_000_000L),
          Map.entry("E", 1_000_000_000_000_000_000L),
          Map.entry("Ki", 1L << 10),
          Map.entry("Mi", 1L << 20),
          Map.entry("Gi", 1L << 30),
          Map.entry("Ti", 1L << 40),
          Map.entry("Pi", 1L << 50),
          Map.entry("Ei", 1L << 60));

  private PolicyReader() {}

  static BackendSecurityPolicy security(Meta meta, Fields spec) {
    return new BackendSecurityPolicy(
        meta,
        spec.refs("targetRefs", AI, "AIServiceBackend"),
        spec.text("type"),
        spec.object("awsCredentials").map(PolicyReader::aws),
        Stream.of("apiKey", "anthropicAPIKey", "azureAPIKey")
            .flatMap(name -> spec.object(name).stream())
            .filter(key -> key.has("secretRef"))
            .map(key -> key.ref("secretRef", "", "Secret"))
            .findFirst(),
        spec.object("credentialOverride").map(PolicyReader::callersOwn));
  }

  private static BackendSecurityPolicy.AwsCredentials aws(Fields aws) {
    return new BackendSecurityPolicy.AwsCredentials(
        aws.text("region"),
        aws.object("credentialsFile")
            .map(file ->
                new BackendSecurityPolicy.CredentialsFile(
                    file.ref("secretRef", "", "Secret"), file.text("profile"))),
        aws.object("oidcExchangeToken").map(PolicyReader::exchange),
        aws.span());
  }

  private static BackendSecurityPolicy.TokenExchange exchange(Fields exchange) {
    Fields oidc = exchange.objectOrEmpty("oidc");
    Fields provider = oidc.objectOrEmpty("provider");
    return new BackendSecurityPolicy.TokenExchange(
        exchange.text("awsRoleArn"),
        exchange.optionalText("aud"),
        new BackendSecurityPolicy.Oidc(
            provider.text("issuer"),
            provider.optionalText("tokenEndpoint"),
            oidc.optionalText("clientID"),
            oidc.has("clientIDRef")
                ? Optional.of(oidc.ref("clientIDRef", "", "Secret"))
                : Optional.empty(),
            oidc.ref("clientSecret", "", "Secret"),
            oidc.texts("scopes"),
            oidc.texts("resources"),
            oidc.mapping()),
        exchange.mapping());
  }

  private static BackendSecurityPolicy.CallersOwn callersOwn(Fields override) {
    boolean metadata = override.has("fromDynamicMetadata");
    Fields from = override.objectOrEmpty(metadata ? "fromDynamicMetadata" : "fromRequestHeaders");
    return new BackendSecurityPolicy.CallersOwn(
        from.optionalText("header"),
        !from.has("fallbackToConfigured") || from.isTrue("fallbackToConfigured"),
        metadata,
        override.span());
  }

  static BackendTLSPolicy tls(Meta meta, Fields spec) {
    Fields validation = spec.objectOrEmpty("validation");
    return new BackendTLSPolicy(
        meta,
        spec.refs("targetRefs", "", ""),
        validation.text("hostname"),
        validation.objects("subjectAltNames").stream().map(PolicyReader::altName).toList(),
        validation.has("wellKnownCACertificates"),
        validation.refs("caCertificateRefs", "", "ConfigMap"),
        spec.mapping());
  }

  private static BackendTLSPolicy.AltName altName(Fields name) {
    boolean uri = name.text("type").value().equals("URI");
    return new BackendTLSPolicy.AltName(uri, name.text(uri ? "uri" : "hostname"));
  }

  static ClientTrafficPolicy client(Meta meta, Fields spec) {
    return new ClientTrafficPolicy(
        meta,
        ManifestReader.targets(spec),
        spec.object("connection")
            .flatMap(connection -> connection.optionalText("bufferLimit"))
            .flatMap(
                limit -> bytes(limit.value()).map(bytes -> new Located<>(bytes, limit.span()))),
        spec.mapping());
  }

  /** A Kubernetes quantity in bytes; none past 8 exbibytes. */
  static Optional<Long> bytes(String quantity) {
    Matcher size = SIZE.matcher(quantity);
    if (!size.matches()) {
      return Optional.empty();
    }
    String unit = Optional.ofNullable(size.group(2)).orElse("");
    BigInteger bytes =
        new BigInteger(size.group(1)).multiply(BigInteger.valueOf(UNITS.getOrDefault(unit, 1L)));
    return bytes.bitLength() > 62 ? Optional.empty() : Optional.of(bytes.longValueExact());
  }

  static ReferenceGrant grant(Meta meta, Fields spec) {
    List<ReferenceGrant.From> from =
        spec.objects("from").stream()
            .map(fields ->
                new ReferenceGrant.From(
                    fields.text("group"), fields.text("kind"), fields.text("namespace")))
            .toList();
    List<ReferenceGrant.To> to =
        spec.objects("to").stream()
            .map(fields ->
                new ReferenceGrant.To(
                    fields.text("group"),
                    fields.text("kind"),
                    fields.optionalText("name").filter(name -> !name.value().isEmpty())))
            .toList();
    return new ReferenceGrant(meta, from, to);
  }
}
