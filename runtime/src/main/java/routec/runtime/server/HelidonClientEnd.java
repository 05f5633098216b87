package routec.runtime.server;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import routec.runtime.bytes.Slice;
import routec.runtime.spi.ClientEnd;
import routec.runtime.spi.Header;

/** The client's end of one exchange, over Helidon's response. */
final class HelidonClientEnd implements ClientEnd {
  private static final Map<String, HeaderName> USUAL =
      Stream.of(
              "content-type",
              "cache-control",
              "x-request-id",
              "request-id",
              "x-amzn-requestid",
              "x-routec-dropped")
          .collect(Collectors.toUnmodifiableMap(name -> name, HeaderNames::create));

  private final ServerResponse response;
  private @Nullable OutputStream stream;
  private LongConsumer held = _ -> {};
  private boolean close;
  private boolean open;
  private int status;
  private long bytes;

  HelidonClientEnd(ServerResponse response) {
    this.response = response;
  }

  /** The status that the client got; 0 before any. */
  int status() {
    return status;
  }

  /** The bytes of body sent. */
  long bytes() {
    return bytes;
  }

  /** Is told how many bytes are held for a client that takes its reply slowly. */
  void tellHeld(LongConsumer holding) {
    held = holding;
  }

  /** Makes the reply the connection's last. */
  void closeAfterReply() {
    close = true;
  }

  /**
   * Ends the connection where the client did not get a whole reply, or this was to be the last.
   *
   * @throws CloseConnectionException so that Helidon ends it: the header alone does not always
   */
  void settle() {
    if (status == 0 || open || close) {
      throw new CloseConnectionException("The connection is over.");
    }
  }

  @Override
  public void reply(int code, List<Header> headers, Slice body) throws IOException {
    status = code;
    open = true;
    head(code, headers);
    if (body.length() > WatchedWriter.PIECE) {
      held.accept(body.length());
    }
    try {
      response.send(body.bytes());
    } catch (UncheckedIOException | CloseConnectionException e) {
      throw new IOException("The client has left.", e);
    }
    open = false;
    bytes = body.length();
  }

  @Override
  public void begin(List<Header> headers) throws IOException {
    status = 200;
    open = true;
    head(200, headers);
    stream = response.outputStream();
  }

  @Override
  public void write(Slice events) throws IOException {
    OutputStream out = out();
    try {
      out.write(events.array(), events.start(), events.length());
      out.flush(); // Helidon holds the first write back until the second
    } catch (CloseConnectionException e) {
      throw new IOException(e); // Helidon's word for a client that has left
    }
    bytes += events.length();
  }

  @Override
  public void end() throws IOException {
    try {
      out().close();
      open = false;
    } catch (CloseConnectionException e) {
      throw new IOException(e);
    }
  }

  private OutputStream out() {
    if (stream == null) {
      throw new IllegalStateException("the stream has not begun");
    }
    return stream;
  }

  /** Helidon would look through all names that it knows, and then make a new one. */
  private static HeaderName name(String lowerCase) {
    HeaderName usual = USUAL.get(lowerCase);
    return usual != null ? usual : HeaderNames.create(lowerCase);
  }

  private void head(int code, List<Header> headers) {
    response.status(code == 200 ? Status.OK_200 : Status.create(code));
    for (Header header : headers) {
      response.header(HeaderValues.create(name(header.name()), header.value()));
    }
    if (close) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
  }
}
