package routec.compiler.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedBackend;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.Upstream;
import routec.compiler.manifest.Backend;
import routec.compiler.manifest.BackendTLSPolicy;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Ref;
import routec.compiler.source.Nearest;
import routec.compiler.source.Words;

/** Where TLS is spoken there is a policy for it, for the name of the endpoint. */
final class Tls implements Check {
  private static final int HTTPS = 443;

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    boolean hidden = gateway.manifests().mayHide("BackendTLSPolicy");
    Set<ObjectId> unsound = new TreeSet<>();
    gateway
        .manifests()
        .of(Backend.class)
        .map(Backend::meta)
        .filter(meta -> !meta.sound())
        .forEach(meta -> unsound.add(meta.id()));
    List<BackendTLSPolicy> policies = gateway.manifests().of(BackendTLSPolicy.class).toList();
    Set<ObjectId> backends = new TreeSet<>();
    gateway.manifests().of(Backend.class).forEach(one -> backends.add(one.meta().id()));
    Set<ObjectId> seen = new TreeSet<>();
    for (LinkedBackend backend : gateway.backends()) {
      for (Upstream upstream : backend.upstreams()) {
        boolean excused =
            upstream.tls().isEmpty() && (hidden || unsound.contains(upstream.backend()));
        if (seen.add(upstream.backend()) && !excused) {
          check(backend, upstream, policies, backends, diagnostics);
        }
      }
    }
  }

  private static void check(
      LinkedBackend backend,
      Upstream upstream,
      List<BackendTLSPolicy> policies,
      Set<ObjectId> backends,
      Diagnostics diagnostics) {
    boolean aws = BedrockIds.hostRegion(upstream.host()).isPresent();
    boolean stray = backend.schema().isAws() && !aws; // another check says so
    String name = upstream.backend().name();
    if (upstream.tls().isEmpty()) {
      if ((aws || upstream.port() == HTTPS) && !isMeant(upstream.backend(), policies, backends)) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0408,
                    upstream.span(),
                    "The Backend `%s` would be called without TLS at %s:%d."
                        .formatted(name, Words.shorten(upstream.host()), upstream.port()))
                .about(upstream.backend().toString())
                .hint(
                    "add a BackendTLSPolicy for it with `wellKnownCACertificates: System` and"
                        + " `hostname: "
                        + Words.shorten(upstream.host())
                        + "`"));
      }
      return;
    }
    Upstream.Tls tls = upstream.tls().get();
    boolean named = upstream.host().chars().anyMatch(Character::isLetter);
    if (named
        && !stray
        && !tls.serverName().isEmpty()
        && upstream.host().indexOf(':') < 0
        && !tls.serverName().equals(upstream.host())) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0417,
                  tls.span(),
                  "The certificate is checked for `%s`, but the endpoint is `%s`."
                      .formatted(Words.shorten(tls.serverName()), Words.shorten(upstream.host())))
              .about(upstream.backend().toString())
              .related("the endpoint", upstream.span())
              .hint("write `hostname: " + Words.shorten(upstream.host()) + "`"));
    }
  }

  /** Whether a policy that names it almost is reported already. */
  private static boolean isMeant(
      ObjectId backend, List<BackendTLSPolicy> policies, Set<ObjectId> backends) {
    for (BackendTLSPolicy policy : policies) {
      for (Ref ref : policy.targetRefs()) {
        ObjectId target = ref.target(policy.meta().id().namespace());
        boolean near =
            target.namespace().equals(backend.namespace())
                && !backends.contains(target)
                && (target.kind().equals(backend.kind())
                    || (target.name().equals(backend.name())
                        && Nearest.to(target.kind(), List.of(backend.kind())).isPresent()));
        if (near) {
          return true;
        }
      }
    }
    return false;
  }
}
