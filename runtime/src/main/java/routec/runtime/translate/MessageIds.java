package routec.runtime.translate;

import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** Ids of messages: the provider's id of the request, so that a client's log leads to AWS's. */
final class MessageIds {
  private MessageIds() {}

  static String of(ReplyHead head, Call call) {
    String id = head.requestId();
    return "msg_" + (id.isEmpty() ? call.id() : id);
  }
}
