package routec.compiler.plan;

import java.util.List;

/**
 * What a listener routes for one hostname.
 *
 * @param pattern {@code api.example.com}, {@code *.example.com}, or empty for any
 * @param entries the hostname's own, in order of precedence: the first that matches wins
 * @param wider patterns of the same listener that cover this one, the narrowest first: where no own
 *     entry matches, theirs decide
 */
public record HostPlan(String pattern, List<EntryPlan> entries, List<String> wider) {

  public HostPlan {
    entries = List.copyOf(entries);
    wider = List.copyOf(wider);
  }
}
