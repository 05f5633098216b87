package routec.runtime.attempt;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Header;

/** A client that remembers what it got, and leaves when a test says so. */
final class RecordingClient implements ClientEnd {
  final BlockingQueue<String> got = new LinkedBlockingQueue<>();
  volatile boolean gone;

  @Override
  public void reply(int status, List<Header> headers, Slice body) throws IOException {
    check();
    got.add("reply " + status + text(headers) + " " + body.text());
  }

  @Override
  public void begin(List<Header> headers) throws IOException {
    check();
    got.add("begin" + text(headers));
  }

  @Override
  public void write(Slice events) throws IOException {
    check();
    got.add(events.text());
  }

  @Override
  public void end() throws IOException {
    check();
    got.add("end");
  }

  String next() throws InterruptedException {
    return String.valueOf(got.poll(5, TimeUnit.SECONDS));
  }

  private void check() throws IOException {
    if (gone) {
      throw new IOException("Broken pipe");
    }
  }

  private static String text(List<Header> headers) {
    StringBuilder out = new StringBuilder();
    for (Header header : headers) {
      if (!header.name().equals("content-type") && !header.name().equals("cache-control")) {
        out.append(' ').append(header.name()).append('=').append(header.value());
      }
    }
    return out.toString();
  }
}
