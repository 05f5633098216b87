package routec.runtime.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonText;

/**
 * Takes the stop sequence off the end of a text, for models that end their text with the one that
 * they met and don't say that they met it.
 *
 * <p>What may be the beginning of a stop sequence is held back until more text comes. All texts are
 * bodies of JSON strings; they are compared unescaped, since two writers may escape differently.
 */
final class StopTail {
  /** A longer one isn't looked for: nobody stops at an essay, and looking would take long. */
  private static final int LONGEST = 256;

  private final List<byte[]> stops = new ArrayList<>();
  private final int longest;
  private byte[] held = {};

  /**
   * @param on whether the model does so
   */
  StopTail(List<Slice> rawStops, boolean on) {
    if (on) {
      rawStops.stream()
          .map(StopTail::unescaped)
          .filter(s -> s.length <= LONGEST)
          .forEach(stops::add);
    }
    longest = stops.stream().mapToInt(stop -> stop.length).max().orElse(0);
  }

  /** Takes text and gives what of it, and of the text before, can be shown now. */
  Slice pass(Slice raw) {
    if (stops.isEmpty()) {
      return raw;
    }
    byte[] more = unescaped(raw);
    byte[] all = Arrays.copyOf(held, held.length + more.length);
    System.arraycopy(more, 0, all, held.length, more.length);
    int from = all.length;
    for (int i = Math.max(0, all.length - longest); i < all.length && from == all.length; i++) {
      if (mayBegin(all, i)) {
        from = i;
      }
    }
    held = Arrays.copyOfRange(all, from, all.length);
    return escaped(Arrays.copyOf(all, from));
  }

  /** Gives what is held back, unless it is a whole stop sequence. */
  Slice endOfText() {
    return met().isEmpty() ? rest() : Slice.EMPTY;
  }

  /** Gives all that is held back. */
  Slice rest() {
    Slice rest = escaped(held);
    held = new byte[0];
    return rest;
  }

  /** The stop sequence that is held back, and nothing else; empty where there is none. */
  Slice met() {
    for (byte[] stop : stops) {
      if (Arrays.equals(stop, held)) {
        return escaped(stop);
      }
    }
    return Slice.EMPTY;
  }

  private boolean mayBegin(byte[] text, int at) {
    int length = text.length - at;
    for (byte[] stop : stops) {
      if (length <= stop.length && Arrays.equals(text, at, text.length, stop, 0, length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] unescaped(Slice raw) {
    ByteWriter out = new ByteWriter(raw.length());
    JsonText.unescape(raw, out);
    return out.bytes();
  }

  private static Slice escaped(byte[] text) {
    ByteWriter out = new ByteWriter(text.length + 8);
    JsonText.escape(Slice.of(text), out);
    return out.slice();
  }
}
