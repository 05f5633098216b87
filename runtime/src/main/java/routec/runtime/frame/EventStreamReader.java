package routec.runtime.frame;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.ProviderFault;

/**
 * Reads AWS event streams ({@code application/vnd.amazon.eventstream}) in place.
 *
 * <p>Both checksums of every message are verified before anything of it is believed. Limits are
 * those of AWS's own decoder: 128 KiB of headers, 24 MiB of payload. The buffer begins small and
 * grows to the largest message. Format: https://smithy.io/2.0/aws/amazon-eventstream.html
 */
final class EventStreamReader implements FrameReader {
  private static final int PRELUDE = 12;
  private static final int LARGEST_HEADERS = 128 << 10;
  private static final int LARGEST_PAYLOAD = 24 << 20;
  private static final int FIRST_CAPACITY = 8 << 10;
  private static final int STRING = 7;

  private final InputStream in;
  private final CRC32 crc = new CRC32();
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int start;
  private int end;

  EventStreamReader(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<Frame> next() throws IOException {
    if (!fill(PRELUDE)) {
      if (start == end) {
        return Optional.empty();
      }
      throw ProviderFault.broken("The provider's stream was cut within an event.");
    }
    int total = int32(start);
    int headers = int32(start + 4);
    if (checksum(start, 8) != int32(start + 8)) {
      throw broken("wrong prelude checksum");
    }
    if (headers < 0
        || headers > LARGEST_HEADERS
        || total < PRELUDE + headers + 4
        || total - headers - PRELUDE - 4 > LARGEST_PAYLOAD) {
      throw broken("a message of " + total + " bytes with " + headers + " bytes of headers");
    }
    if (!fill(total)) {
      throw ProviderFault.broken("The provider's stream was cut within an event.");
    }
    if (checksum(start, total - 4) != int32(start + total - 4)) {
      throw broken("wrong message checksum");
    }
    Slice payload = new Slice(buffer, start + PRELUDE + headers, start + total - 4);
    Frame frame = frame(start + PRELUDE, start + PRELUDE + headers, payload);
    start += total;
    return Optional.of(frame);
  }

  private Frame frame(int from, int to, Slice payload) {
    Headers headers = new Headers();
    int at = from;
    while (at < to) {
      int nameEnd = at + 1 + (buffer[at] & 0xFF);
      if (nameEnd >= to) {
        throw broken("a header runs over the end");
      }
      int type = buffer[nameEnd];
      int valueStart = nameEnd + 1 + lengthBytes(type);
      if (valueStart > to) {
        throw broken("a header runs over the end");
      }
      int valueEnd = valueStart + valueLength(type, nameEnd + 1);
      if (valueEnd > to) {
        throw broken("a header runs over the end");
      }
      if (type == STRING) {
        headers.take(new Slice(buffer, at + 1, nameEnd), new Slice(buffer, valueStart, valueEnd));
      }
      at = valueEnd;
    }
    return headers.frame(payload);
  }

  private static int lengthBytes(int type) {
    return type == 6 || type == STRING ? 2 : 0;
  }

  private int valueLength(int type, int at) {
    return switch (type) {
      case 0, 1 -> 0;
      case 2 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      case 5, 8 -> 8;
      case 6, STRING -> (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
      case 9 -> 16;
      default -> throw broken("a header of unknown type " + type);
    };
  }

  /**
   * Makes so many bytes stand in the buffer from {@code start} on; false if the stream ends first.
   */
  private boolean fill(int count) throws IOException {
    if (buffer.length - start < count) {
      byte[] next = count <= buffer.length ? buffer : new byte[Math.max(count, buffer.length * 2)];
      System.arraycopy(buffer, start, next, 0, end - start);
      buffer = next;
      end -= start;
      start = 0;
    }
    while (end - start < count) {
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }

  private int checksum(int from, int length) {
    crc.reset();
    crc.update(buffer, from, length);
    return (int) crc.getValue();
  }

  private int int32(int at) {
    return (buffer[at] & 0xFF) << 24
        | (buffer[at + 1] & 0xFF) << 16
        | (buffer[at + 2] & 0xFF) << 8
        | buffer[at + 3] & 0xFF;
  }

  private static ProviderFault broken(String detail) {
    return ProviderFault.broken("The provider's stream is damaged.")
        .withDetail("event stream: " + detail);
  }

  /** The headers that say what a message is. */
  private static final class Headers {
    private Frame.Kind kind = Frame.Kind.EVENT;
    private String type = "";
    private String message = "";

    void take(Slice name, Slice value) {
      if (name.is(":message-type")) {
        kind =
            value.is("exception")
                ? Frame.Kind.EXCEPTION
                : value.is("error") ? Frame.Kind.ERROR : Frame.Kind.EVENT;
      } else if (name.is(":event-type") || name.is(":exception-type") || name.is(":error-code")) {
        type = known(value);
      } else if (name.is(":error-message")) {
        message = value.text();
      }
    }

    Frame frame(Slice payload) {
      return new Frame(kind, type, message, payload);
    }

    /** The usual names as constants: no garbage for them. */
    private static String known(Slice value) {
      for (String name : USUAL) {
        if (value.is(name)) {
          return name;
        }
      }
      return new String(
          Arrays.copyOfRange(value.array(), value.start(), value.end()), StandardCharsets.UTF_8);
    }

    private static final String[] USUAL = {
      "contentBlockDelta",
      "chunk",
      "contentBlockStart",
      "contentBlockStop",
      "messageStart",
      "messageStop",
      "metadata"
    };
  }
}
