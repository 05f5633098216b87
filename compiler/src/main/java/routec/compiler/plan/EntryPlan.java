package routec.compiler.plan;

import java.util.List;
import java.util.Optional;

/**
 * One way into a rule.
 *
 * @param model the model that the client must name; without one, any
 * @param headers what else the request must carry
 * @param rule where the call goes
 * @param origin the match, or the rule where it has none
 */
public record EntryPlan(
    Optional<String> model, List<HeaderPlan> headers, RulePlan rule, Origin origin) {

  /**
   * A condition on a request header.
   *
   * @param name in lower case
   * @param regex whether the value is an RE2 expression
   * @param value what the header must be, or match as a whole
   */
  public record HeaderPlan(String name, boolean regex, String value) {}

  public EntryPlan {
    headers = List.copyOf(headers);
  }
}
