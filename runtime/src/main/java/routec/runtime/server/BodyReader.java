package routec.runtime.server;

import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.Fault;
import routec.runtime.fault.FaultKind;
import routec.runtime.fault.RequestFault;

/** Reads request bodies whole, within their limit, and never believes a length before it comes. */
final class BodyReader {
  /** What is taken at once, and on a client's word. */
  private static final int PIECE = 64 << 10;

  private BodyReader() {}

  /**
   * The whole body.
   *
   * @throws RequestFault TOO_LARGE if it is larger than the limit, said or not; INVALID_REQUEST if
   *     it breaks HTTP
   * @throws io.helidon.webserver.CloseConnectionException if the client left or was too slow
   */
  static Slice read(ServerRequest request, long limit, BodyMemory.Share memory) {
    long length = request.headers().contentLength().orElse(-1);
    if (length > limit) {
      throw tooLarge(limit);
    }
    if (!request.content().hasEntity()) {
      return Slice.EMPTY;
    }
    try {
      InputStream in = request.content().inputStream(); // not closed: that would read on
      return length >= 0 ? known(in, (int) length, memory) : chunked(in, limit, memory);
    } catch (Fault | CloseConnectionException e) {
      throw e;
    } catch (RequestException e) {
      throw e.status().code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()
          ? tooLarge(limit)
          : broken();
    } catch (IOException | RuntimeException e) {
      throw broken(); // Helidon throws whatever its parser did
    }
  }

  private static Slice known(InputStream in, int length, BodyMemory.Share memory)
      throws IOException {
    if (length <= PIECE) {
      memory.grow(length);
      return whole(Slice.of(in.readNBytes(length)), length);
    }
    ByteWriter body = new ByteWriter(PIECE);
    byte[] piece = new byte[PIECE];
    while (body.length() < length) {
      int wanted = Math.min(PIECE, length - body.length());
      memory.grow(wanted);
      int read = in.readNBytes(piece, 0, wanted);
      body.put(piece, 0, read);
      if (read < wanted) {
        break;
      }
    }
    return whole(body.slice(), length);
  }

  private static Slice whole(Slice body, int length) {
    if (body.length() < length) {
      throw RequestFault.invalid("", "The request body is shorter than its Content-Length.");
    }
    return body;
  }

  private static Slice chunked(InputStream in, long limit, BodyMemory.Share memory)
      throws IOException {
    ByteWriter body = new ByteWriter(8 << 10);
    byte[] piece = new byte[8 << 10];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      if (body.length() + (long) read > limit) {
        throw tooLarge(limit);
      }
      memory.grow(read);
      body.put(piece, 0, read);
    }
    return body.slice();
  }

  private static RequestFault broken() {
    return RequestFault.invalid("", "The request body is not valid HTTP/1.1.");
  }

  private static RequestFault tooLarge(long limit) {
    return new RequestFault(
        FaultKind.TOO_LARGE, "The request body is larger than the limit of " + limit + " bytes.");
  }
}
