package routec.compiler.manifest;

import java.util.ArrayList;
import java.util.List;
import routec.compiler.schema.JudgedDocument;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.compiler.yaml.YamlMapping;

/** Turns judged documents into typed records, the same for every API version. */
public final class ManifestReader {
  private static final String DEFAULT_NAMESPACE = "default";

  /** What could not be identified is left out; the result says that it is not complete. */
  public Manifests read(List<JudgedDocument> documents) {
    List<Manifest> manifests = new ArrayList<>();
    boolean complete = true;
    for (JudgedDocument document : documents) {
      Meta meta = meta(document);
      if (meta.id().name().isEmpty() || meta.id().kind().isEmpty()) {
        complete &= !document.own();
      } else {
        manifests.add(manifest(document, meta));
      }
    }
    return new Manifests(manifests, complete);
  }

  private static Meta meta(JudgedDocument document) {
    Fields metadata = new Fields(document.root()).objectOrEmpty("metadata");
    Located<String> name = metadata.text("name");
    String namespace =
        document.kind().equals("GatewayClass")
            ? ""
            : metadata.optionalText("namespace").map(Located::value).orElse(DEFAULT_NAMESPACE);
    String group = document.group();
    Span span = name.value().isEmpty() ? firstKey(document.root()) : name.span();
    return new Meta(
        new ObjectId(document.kind(), namespace, name.value()),
        group.isEmpty() ? document.version() : group + "/" + document.version(),
        span,
        metadata.textMap("annotations"),
        metadata.textMap("labels"),
        document.root(),
        document.sound());
  }

  private static Span firstKey(YamlMapping root) {
    return root.entries().stream().findFirst().map(entry -> entry.key().span()).orElse(root.span());
  }

  private static Manifest manifest(JudgedDocument document, Meta meta) {
    if (!document.own()) {
      return new WorkloadManifest(meta);
    }
    Fields root = new Fields(document.root());
    Fields spec = root.objectOrEmpty("spec");
    if (!document.judged()) {
      return new BrokenManifest(meta);
    }
    return switch (document.kind()) {
      case "GatewayClass" ->
          new GatewayClass(
              meta,
              spec.text("controllerName"),
              spec.object("parametersRef").map(ref -> ref.asRef("", "")));
      case "Gateway" -> GatewayReader.read(meta, spec);
      case "AIGatewayRoute" -> RouteReader.read(meta, spec);
      case "AIServiceBackend" -> BackendReader.service(meta, spec);
      case "BackendSecurityPolicy" -> PolicyReader.security(meta, spec);
      case "Backend" -> BackendReader.backend(meta, spec);
      case "BackendTLSPolicy" -> PolicyReader.tls(meta, spec);
      case "BackendTrafficPolicy" -> TrafficReader.read(meta, spec);
      case "ClientTrafficPolicy" -> PolicyReader.client(meta, spec);
      case "Secret" -> SecretReader.read(meta, root);
      case "ConfigMap" -> SecretReader.configMap(meta, root);
      case "ReferenceGrant" -> PolicyReader.grant(meta, spec);
      default ->
          new OtherManifest(meta, targets(spec), NestedRefs.of(spec.mapping()), spec.mapping());
    };
  }

  /** What a policy or route is for, however its kind spells that. */
  static List<Ref> targets(Fields spec) {
    List<Ref> targets = new ArrayList<>(spec.refs("targetRefs", "", ""));
    spec.object("targetRef").map(fields -> fields.asRef("", "")).ifPresent(targets::add);
    targets.addAll(spec.refs("parentRefs", "gateway.networking.k8s.io", "Gateway"));
    return List.copyOf(targets);
  }
}
