package routec.runtime.spi;

import java.util.List;
import routec.runtime.bytes.Slice;

/**
 * One translated request, not yet signed, and how its reply is to be read.
 *
 * @param path the path exactly as it goes on the wire (and is signed): ASCII, percent-encoded
 * @param headers what the provider needs besides host, length and authorization; lower-case names
 * @param bodies the translated body; several where the provider takes a call only piece by piece,
 *     each then a request of its own, whose replies an {@link Answer.Joined} puts together
 * @param dropped the client's parameters that this provider can't express and that change no
 *     meaning; named to the client in {@code x-routec-dropped}
 * @param answer how success is told
 * @param refusals how refusal is told
 */
public record Outbound(
    String path,
    Headers headers,
    List<Slice> bodies,
    List<String> dropped,
    Answer answer,
    Refusals refusals) {

  public Outbound {
    bodies = List.copyOf(bodies);
    if (bodies.isEmpty()) {
      throw new IllegalArgumentException("a request has a body");
    }
  }

  /** One request, as most calls are. */
  public Outbound(
      String path,
      Headers headers,
      Slice body,
      List<String> dropped,
      Answer answer,
      Refusals refusals) {
    this(path, headers, List.of(body), dropped, answer, refusals);
  }

  /** The body of the first request. */
  public Slice body() {
    return bodies.getFirst();
  }
}
