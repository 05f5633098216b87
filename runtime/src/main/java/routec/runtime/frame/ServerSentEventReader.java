package routec.runtime.frame;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.ProviderFault;

/**
 * Reads server-sent events (WHATWG HTML, section 9.2): one frame an event, its name as type, its
 * {@code data} lines joined by line feeds as payload; comments and empty events are passed over.
 *
 * <p>An event that the stream's end cuts off is dropped, as the standard says. Lines end with LF,
 * CR LF or CR. One event holds at most 24 MiB.
 */
final class ServerSentEventReader implements FrameReader {
  private static final int LARGEST_EVENT = 24 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[8 << 10];
  private final ByteWriter line = new ByteWriter(512);
  private final ByteWriter data = new ByteWriter(512);
  private int start;
  private int end;
  private boolean afterReturn;

  ServerSentEventReader(InputStream in) {
    this.in = in;
  }

  @Override
  public Optional<Frame> next() throws IOException {
    data.clear();
    String name = "";
    boolean any = false;
    while (readLine()) {
      Slice text = line.slice();
      if (text.isEmpty()) {
        if (any) {
          return Optional.of(new Frame(Frame.Kind.EVENT, name, "", data.slice()));
        }
        name = "";
      } else if (field(text, "data")) {
        if (any) {
          data.put('\n');
        }
        any = true;
        data.put(value(text, 4));
      } else if (field(text, "event")) {
        name = value(text, 5).text();
      }
      if (data.length() > LARGEST_EVENT) {
        throw ProviderFault.broken("The provider's stream has an event that is too large.");
      }
    }
    return Optional.empty();
  }

  private static boolean field(Slice text, String name) {
    int length = name.length();
    return text.length() >= length
        && new Slice(text.array(), text.start(), text.start() + length).is(name)
        && (text.length() == length || text.at(length) == ':');
  }

  private static Slice value(Slice text, int nameLength) {
    int from = Math.min(text.length(), nameLength + 1);
    if (from < text.length() && text.at(from) == ' ') {
      from++;
    }
    return new Slice(text.array(), text.start() + from, text.end());
  }

  /** Reads one line without its end; false where the stream ends before the line does. */
  private boolean readLine() throws IOException {
    line.clear();
    while (true) {
      int plain = start;
      while (start < end) {
        byte b = buffer[start++];
        if (b == '\n' && afterReturn && start - 1 == plain && line.isEmpty()) {
          afterReturn = false; // the second half of CR LF
          plain = start;
          continue;
        }
        afterReturn = b == '\r';
        if (b == '\n' || b == '\r') {
          line.put(buffer, plain, start - 1);
          return true;
        }
      }
      line.put(buffer, plain, end);
      if (line.length() > LARGEST_EVENT) {
        throw ProviderFault.broken("The provider's stream has a line that is too large.");
      }
      start = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      if (end == 0) {
        return false;
      }
    }
  }
}
