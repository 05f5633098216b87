package routec.compiler.rehearse;

import java.util.List;
import java.util.Optional;
import routec.compiler.source.Located;
import routec.compiler.source.Span;
import routec.runtime.server.Rehearsal;

/**
 * One expectation of users about where a call goes.
 *
 * @param name what it is called in reports
 * @param span where it stands
 * @param listener the listener that takes the call; empty for the first
 * @param request the call
 * @param replies what providers say, one an attempt; none where only the way out matters
 * @param expected what must hold
 */
record RouteTest(
    String name,
    Span span,
    String listener,
    Rehearsal.Request request,
    List<RecordedReply> replies,
    Expected expected) {

  /**
   * What must hold; what is absent may be anything.
   *
   * @param status what the client gets
   * @param rule the rule that takes the call
   * @param backend the only backend that the call may go to first
   * @param backends all backends of the rule, by priority
   * @param region what the first attempt is signed for
   * @param host the provider's host
   * @param path the path as it goes to the provider
   * @param dropped the parameters that the first attempt leaves out, in any order
   * @param contains a text in what the client gets
   */
  record Expected(
      Optional<Located<Integer>> status,
      Optional<Located<String>> rule,
      Optional<Located<String>> backend,
      Optional<Located<List<String>>> backends,
      Optional<Located<String>> region,
      Optional<Located<String>> host,
      Optional<Located<String>> path,
      Optional<Located<List<String>>> dropped,
      Optional<Located<String>> contains) {}

  RouteTest {
    replies = List.copyOf(replies);
  }
}
