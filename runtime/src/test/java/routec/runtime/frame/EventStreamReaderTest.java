package routec.runtime.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import routec.runtime.fault.Fault;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;

class EventStreamReaderTest {
  private static final byte[] DELTA =
      join(
          HexFormat.of()
              .parseHex(
                  "000000b9000000578dfa715b0b3a6576656e742d74797065070011636f6e74656e74426c6f636b44656c"
                      + "74610d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d65"
                      + "73736167652d747970650700056576656e74"),
          "{\"contentBlockIndex\":0,\"delta\":{\"text\":\" hello\"},\"p\":\"abcdefghijklmnopqrstuvwxyz\"}"
              .getBytes(StandardCharsets.UTF_8),
          HexFormat.of().parseHex("b054672c"));
  private static final byte[] EXCEPTION =
      Base64.getDecoder()
          .decode(
              "AAAA3QAAAGfHkZB6DTptZXNzYWdlLXR5cGUHAAlleGNlcHRpb24POmV4Y2VwdGlvbi10eXBlBwAZbW9kZWxT"
                  + "dHJlYW1FcnJvckV4Y2VwdGlvbg06Y29udGVudC10eXBlBwAQYXBwbGljYXRpb24vanNvbnsibWVzc2Fn"
                  + "ZSI6Ik1vZGVsIFN0cmVhbSBFcnJvciIsIm9yaWdpbmFsU3RhdHVzQ29kZSI6NTAwLCJvcmlnaW5hbE1l"
                  + "c3NhZ2UiOiJUaGUgbW9kZWwgc3RyZWFtIGZhaWxlZC4ifVczQxM=");

  /** A frame whose payload outlives the reader. */
  private record Kept(Frame.Kind kind, String type, String message, String payload) {}

  @Test
  void anEventAndAnExceptionAreToldApart() throws IOException {
    List<Kept> frames = read(new ByteArrayInputStream(join(DELTA, EXCEPTION)));
    assertEquals(2, frames.size());
    assertEquals(Frame.Kind.EVENT, frames.get(0).kind());
    assertEquals("contentBlockDelta", frames.get(0).type());
    assertTrue(frames.get(0).payload().contains("\" hello\""));
    assertEquals(Frame.Kind.EXCEPTION, frames.get(1).kind());
    assertEquals("modelStreamErrorException", frames.get(1).type());
  }

  @Test
  void anErrorFrameHasACodeAndAMessageInItsHeaders() throws IOException {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":error-message", HeaderValue.fromString("too slow"));
    headers.put(":message-type", HeaderValue.fromString("error"));
    headers.put(":error-code", HeaderValue.fromString("InternalError"));
    List<Kept> frames = read(new ByteArrayInputStream(encode(headers, new byte[0])));
    assertEquals(List.of(new Kept(Frame.Kind.ERROR, "InternalError", "too slow", "")), frames);
  }

  @Test
  void framesAreTheSameWhereverTheStreamIsCut() throws IOException {
    byte[] stream = join(DELTA, EXCEPTION, DELTA);
    List<Kept> whole = read(new ByteArrayInputStream(stream));
    for (int cut = 1; cut < stream.length; cut++) {
      assertEquals(whole, read(new Pieces(stream, cut)));
    }
    assertEquals(whole, read(new Pieces(stream, -1)));
  }

  @Test
  void aStreamThatEndsWithinAFrameIsBroken() {
    for (int length = 1; length < DELTA.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(DELTA, length);
      assertThrows(Fault.class, () -> read(new ByteArrayInputStream(cut)));
    }
  }

  @Test
  void everyChangedBitIsNoticed() {
    for (int bit = 0; bit < DELTA.length * 8; bit++) {
      byte[] damaged = DELTA.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThrows(Fault.class, () -> read(new ByteArrayInputStream(damaged)));
    }
  }

  @Test
  void agreesWithAwsOwnEncoderOnRandomMessages() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      byte[] payload = new byte[random.nextInt(round % 50 == 0 ? 60_000 : 300)];
      random.nextBytes(payload);
      String type = "t" + random.nextInt();
      Map<String, HeaderValue> headers = new LinkedHashMap<>();
      headers.put("a", HeaderValue.fromBoolean(random.nextBoolean()));
      headers.put("b", HeaderValue.fromInteger(random.nextInt()));
      headers.put("c", HeaderValue.fromLong(random.nextLong()));
      headers.put("d", HeaderValue.fromByteArray(new byte[1 + random.nextInt(20)]));
      headers.put("e", HeaderValue.fromTimestamp(Instant.ofEpochMilli(random.nextInt())));
      headers.put("f", HeaderValue.fromUuid(new UUID(random.nextLong(), random.nextLong())));
      headers.put(":event-type", HeaderValue.fromString(type));
      headers.put(":message-type", HeaderValue.fromString("event"));
      FrameReader reader =
          new EventStreamReader(new ByteArrayInputStream(encode(headers, payload)));
      Frame frame = reader.next().orElseThrow();
      assertEquals(type, frame.type());
      assertArrayEquals(payload, frame.payload().bytes());
      assertEquals(Optional.empty(), reader.next());
    }
  }

  @Test
  void randomBytesAreNeverMoreThanAFault() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 5_000; round++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      try {
        read(new ByteArrayInputStream(noise));
      } catch (Fault fault) {
        assertTrue(fault.message().contains("stream"));
      }
    }
  }

  private static List<Kept> read(InputStream in) throws IOException {
    FrameReader reader = Framing.EVENT_STREAM.reader(in);
    List<Kept> frames = new ArrayList<>();
    for (Optional<Frame> next = reader.next(); next.isPresent(); next = reader.next()) {
      Frame frame = next.get();
      frames.add(new Kept(frame.kind(), frame.type(), frame.message(), frame.payload().text()));
    }
    return frames;
  }

  private static byte[] encode(Map<String, HeaderValue> headers, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Message(headers, payload).encode(out);
    return out.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Hands a text out in two pieces, or byte by byte where the cut is negative. */
  private static final class Pieces extends InputStream {
    private final byte[] bytes;
    private final int cut;
    private int at;

    Pieces(byte[] bytes, int cut) {
      this.bytes = bytes;
      this.cut = cut;
    }

    @Override
    public int read() {
      return at < bytes.length ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (at == bytes.length) {
        return -1;
      }
      int piece = cut < 0 ? 1 : at < cut ? cut - at : bytes.length - at;
      int count = Math.min(length, piece);
      System.arraycopy(bytes, at, into, from, count);
      at += count;
      return count;
    }
  }
}
