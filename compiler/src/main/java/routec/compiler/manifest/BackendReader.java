package routec.compiler.manifest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import routec.compiler.source.Located;

/** Reads AIServiceBackends and Backends. */
final class BackendReader {
  private static final String BASE_MODEL = "routec.io/base-model";

  private BackendReader() {}

  static AIServiceBackend service(Meta meta, Fields spec) {
    Fields schema = spec.objectOrEmpty("schema");
    return new AIServiceBackend(
        meta,
        schema
            .optionalText("name")
            .flatMap(name ->
                SchemaName.of(name.value()).map(known -> new Located<>(known, name.span()))),
        schema.optionalText("prefix").filter(prefix -> !prefix.value().isEmpty()),
        schema.optionalText("version").filter(version -> !version.value().isEmpty()),
        spec.ref("backendRef", "", "Service"),
        RouteReader.headerMutation(spec),
        RouteReader.bodyMutation(spec),
        meta.annotation(BASE_MODEL));
  }

  static Backend backend(Meta meta, Fields spec) {
    return new Backend(
        meta,
        spec.objects("endpoints").stream().flatMap(BackendReader::endpoint).toList(),
        spec.object("tls").map(BackendReader::tls),
        spec.mapping());
  }

  private static Stream<Backend.BackendEndpoint> endpoint(Fields endpoint) {
    return Stream.of(
            endpoint
                .object("fqdn")
                .map(fqdn ->
                    (Backend.BackendEndpoint)
                        new Backend.Fqdn(
                            fqdn.text("hostname"), fqdn.integer("port", 0), fqdn.span())),
            endpoint
                .object("ip")
                .map(ip -> new Backend.Ip(ip.text("address"), ip.integer("port", 0), ip.span())),
            endpoint
                .object("unix")
                .map(unix -> new Backend.UnixSocket(unix.text("path"), unix.span())))
        .flatMap(Optional::stream);
  }

  private static Backend.BackendTls tls(Fields tls) {
    List<Ref> certificates = tls.refs("caCertificateRefs", "", "ConfigMap");
    return new Backend.BackendTls(
        tls.has("wellKnownCACertificates"),
        certificates,
        tls.optionalText("sni"),
        tls.object("clientCertificateRef").map(ref -> ref.asRef("", "Secret")),
        tls.isTrue("insecureSkipVerify") ? tls.place("insecureSkipVerify") : Optional.empty(),
        tls.span());
  }
}
