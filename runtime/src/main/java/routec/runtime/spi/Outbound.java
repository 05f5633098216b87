package routec.runtime.spi;

import java.util.List;
import routec.runtime.bytes.Slice;

/**
 * One translated request, not yet signed, and how its reply is to be read.
 *
 * @param path the path exactly as it goes on the wire (and is signed): ASCII, percent-encoded
 * @param headers what the provider needs besides host, length and authorization; lower-case names
 * @param body the translated body
 * @param dropped the client's parameters that this provider can't express and that change no
 *     meaning; named to the client in {@code x-routec-dropped}
 * @param answer how success is told
 * @param refusals how refusal is told
 */
public record Outbound(
    String path,
    Headers headers,
    Slice body,
    List<String> dropped,
    Answer answer,
    Refusals refusals) {}
