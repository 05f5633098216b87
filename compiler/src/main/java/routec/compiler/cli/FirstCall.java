package routec.compiler.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import routec.compiler.plan.BackendPlan;
import routec.compiler.plan.EntryPlan;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.plan.ListenerPlan;
import routec.compiler.plan.RulePlan;

/** A call that somebody who has just started a gateway may make: the first model's, with curl. */
final class FirstCall {
  /** Models that need no quoting in JSON or in a shell. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/-]+");

  private static final String ASK =
      "curl http://localhost:%d%s -H 'content-type: application/json'"
          + " -d '{\"model\":\"%s\",%s\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'";

  private FirstCall() {}

  static String of(GatewayPlan plan, int port) {
    return plan.listeners().stream()
        .limit(1)
        .flatMap(FirstCall::entries)
        .flatMap(entry -> ask(entry, port).stream())
        .findFirst()
        .orElseGet(() -> "curl http://localhost:%d/v1/models".formatted(port));
  }

  /** The ways in that want neither a hostname nor a header. */
  private static Stream<EntryPlan> entries(ListenerPlan listener) {
    return listener.hosts().stream()
        .filter(host -> host.pattern().isEmpty())
        .flatMap(host -> listener.entries(host).stream())
        .filter(entry -> entry.headers().isEmpty());
  }

  private static Optional<String> ask(EntryPlan entry, int port) {
    boolean messages = entry.rule().attempts().stream().allMatch(one -> isAnthropic(one.backend()));
    return entry
        .model()
        .filter(model -> PLAIN.matcher(model).matches() && !isEmbedding(entry.rule()))
        .map(model ->
            messages
                ? ASK.formatted(port, "/anthropic/v1/messages", model, "\"max_tokens\":100,")
                : ASK.formatted(port, "/v1/chat/completions", model, ""));
  }

  private static boolean isAnthropic(BackendPlan backend) {
    return backend.shape() instanceof BackendPlan.Anthropic;
  }

  private static boolean isEmbedding(RulePlan rule) {
    return rule.model().filter(model -> model.contains("embed")).isPresent();
  }
}
