package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.spi.Call;

/**
 * A count_tokens request as the messages request whose tokens it asks for.
 *
 * <p>Anthropic's endpoint takes no {@code max_tokens}; CountTokens judges a whole messages request,
 * in which it must stand, and above the budget of thinking.
 */
final class CountedCall {
  private static final long ROOM = 4_096;

  private CountedCall() {}

  static Call of(Call call) {
    Slice body =
        call.members().find("max_tokens").isPresent() ? call.body() : withRoom(call.body(), call);
    return new Call(
        call.endpoint(),
        call.id(),
        call.headers(),
        body,
        JsonMembers.read(body, JsonOrigin.CLIENT),
        call.model(),
        /* stream= */ false,
        call.images());
  }

  private static Slice withRoom(Slice body, Call call) {
    int open = body.start();
    while (body.array()[open] != '{') {
      open++;
    }
    ByteWriter out = new ByteWriter(body.length() + 32);
    out.ascii("{\"max_tokens\":").decimal(ROOM + budget(call));
    out.put(','); // a call names its model at least
    out.put(new Slice(body.array(), open + 1, body.end()));
    return out.slice();
  }

  private static long budget(Call call) {
    Slice thinking = call.members().find("thinking").orElse(Slice.EMPTY);
    if (thinking.isEmpty() || Values.kind(thinking) != JsonKind.OBJECT) {
      return 0;
    }
    return JsonMembers.read(thinking, JsonOrigin.CLIENT)
        .find("budget_tokens")
        .map(tokens -> Math.min(Values.positive(tokens, "thinking.budget_tokens"), 1L << 32))
        .orElse(0L);
  }
}
