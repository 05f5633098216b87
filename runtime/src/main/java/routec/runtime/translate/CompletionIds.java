package routec.runtime.translate;

import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** Ids of completions: the provider's id of the request, so that a client's log leads to AWS's. */
final class CompletionIds {
  private CompletionIds() {}

  static String of(ReplyHead head, Call call) {
    String id = head.requestId();
    return "chatcmpl-" + (id.isEmpty() ? call.id() : id);
  }
}
