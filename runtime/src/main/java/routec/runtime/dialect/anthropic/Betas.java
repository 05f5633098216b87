package routec.runtime.dialect.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code anthropic-beta} flags that Bedrock knows: one that it doesn't know makes it refuse the
 * whole request.
 *
 * <p>As probed live in August 2026 by Envoy AI Gateway and kept by LiteLLM for InvokeModel.
 */
public final class Betas {
  private static final Set<String> OF_INVOKE_MODEL =
      Set.of(
          "compact-2026-01-12",
          "computer-use-2024-10-22",
          "computer-use-2025-01-24",
          "computer-use-2025-11-24",
          "context-1m-2025-08-07",
          "context-management-2025-06-27",
          "dangerous-tool-use-2026-09-03",
          "dev-full-thinking-2025-05-14",
          "effort-2025-11-24",
          "fine-grained-tool-streaming-2025-05-14",
          "interleaved-thinking-2025-05-14",
          "mcp-client-2025-04-04",
          "mcp-client-2025-11-20",
          "mid-conversation-output-config-2026-07-01",
          "mid-conversation-tool-changes-2026-07-01",
          "model-context-window-exceeded-2025-08-26",
          "output-128k-2025-02-19",
          "pdfs-2024-09-25",
          "search-results-2025-06-09",
          "thinking-binding-controls-2026-08-01",
          "thinking-display-updates-2026-08-18",
          "token-counting-2024-11-01",
          "token-efficient-tools-2025-02-19",
          "tool-search-tool-2025-10-19",
          "web-search-2025-03-05");

  /** Those that Claude takes in Converse's additional fields. */
  private static final Set<String> OF_CONVERSE =
      Set.of(
          "computer-use-2024-10-22",
          "computer-use-2025-01-24",
          "computer-use-2025-11-24",
          "context-1m-2025-08-07",
          "dev-full-thinking-2025-05-14",
          "effort-2025-11-24",
          "fine-grained-tool-streaming-2025-05-14",
          "interleaved-thinking-2025-05-14",
          "output-128k-2025-02-19",
          "structured-outputs-2025-11-13",
          "thinking-binding-controls-2026-08-01",
          "thinking-display-updates-2026-08-18",
          "token-efficient-tools-2025-02-19");

  private static final Map<String, String> ALIASES =
      Map.of("advanced-tool-use-2025-11-20", "tool-search-tool-2025-10-19");

  /** The field of the body that only a flag allows: without the flag Bedrock refuses it. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "code-execution", "container",
          "context-management", "context_management",
          "mcp-client", "mcp_servers",
          "structured-outputs", "output_format",
          "fast-mode", "speed");

  private final Set<String> known;
  private final Set<String> kept = new LinkedHashSet<>();
  private final List<String> dropped = new ArrayList<>();

  private Betas(Set<String> known) {
    this.known = known;
  }

  /** The flags of a request to InvokeModel. */
  public static Betas ofInvokeModel() {
    return new Betas(OF_INVOKE_MODEL);
  }

  /** The flags of a request to a Claude by Converse. */
  public static Betas ofConverse() {
    return new Betas(OF_CONVERSE);
  }

  /** The flags of a request to a model that knows none. */
  public static Betas none() {
    return new Betas(Set.of());
  }

  /** Takes the flags of one header value or body entry, separated by commas. */
  public void add(String flags) {
    for (String word : flags.split(",", -1)) {
      String flag = ALIASES.getOrDefault(word.strip(), word.strip());
      if (known.contains(flag)) {
        kept.add(flag);
      } else if (!flag.isEmpty()) {
        dropped.add(flag);
      }
    }
  }

  /** Those that Bedrock knows, in order, each once. */
  public Set<String> kept() {
    return kept;
  }

  public List<String> dropped() {
    return dropped;
  }

  /** The flag whose loss takes a field along, if there is one. */
  public Optional<String> lostWith(String field) {
    return dropped.stream()
        .filter(flag ->
            FIELDS.entrySet().stream()
                .anyMatch(e -> flag.startsWith(e.getKey()) && e.getValue().equals(field)))
        .filter(flag -> kept.stream().noneMatch(other -> sameFeature(other, flag)))
        .findFirst();
  }

  private static boolean sameFeature(String one, String other) {
    return FIELDS.keySet().stream().anyMatch(f -> one.startsWith(f) && other.startsWith(f));
  }
}
