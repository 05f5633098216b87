package routec.compiler.check;

import java.util.List;
import java.util.Optional;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.LinkedBackend;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.Upstream;
import routec.compiler.source.Located;
import routec.compiler.source.Words;

/** What is signed for a region is sent to an endpoint of that region. */
final class Regions implements Check {

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    for (LinkedBackend backend : gateway.backends()) {
      Optional<Located<String>> region = backend.credentials().signingRegion();
      if (region.isPresent()) {
        check(backend, backend.upstreams(), region.get(), diagnostics);
      }
    }
  }

  private static void check(
      LinkedBackend backend,
      List<Upstream> upstreams,
      Located<String> region,
      Diagnostics diagnostics) {
    String object = backend.id().toString();
    if (!BedrockIds.REGION.matcher(region.value()).matches()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0406,
                  region.span(),
                  "`%s` is not an AWS region.".formatted(Words.shorten(region.value())))
              .about(object)
              .hint("regions look like `us-east-1` or `eu-central-1`"));
      return;
    }
    for (Upstream upstream : upstreams) {
      Optional<String> there = BedrockIds.hostRegion(upstream.host());
      if (there.isPresent() && !there.get().equals(region.value())) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0406,
                    region.span(),
                    "Requests are signed for `%s`, but the endpoint is in `%s`."
                        .formatted(region.value(), there.get()))
                .about(object)
                .related("the endpoint", upstream.span())
                .hint("write `region: " + there.get() + "`, or use an endpoint of the region"));
      } else if (there.isEmpty()) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0418,
                    upstream.span(),
                    "`%s` is not an endpoint of Bedrock's runtime."
                        .formatted(Words.shorten(upstream.host())))
                .about(upstream.backend().toString())
                .hint(
                    "Bedrock listens at `bedrock-runtime.%s.amazonaws.com`; allow it if this is a"
                            .formatted(region.value())
                        + " proxy of your own"));
      }
    }
  }
}
