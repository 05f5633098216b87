package routec.runtime.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;

/** Writes to a client in pieces, each of which must be taken in time. */
final class WatchedWriter implements DataWriter {
  /** The most bytes that are written at once. */
  static final int PIECE = 64 << 10;

  private final DataWriter helidon;
  private final ClientConnection client;

  WatchedWriter(DataWriter helidon, ClientConnection client) {
    this.helidon = helidon;
    this.client = client;
  }

  @Override
  public void write(BufferData... buffers) {
    write(BufferData.create(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    while (buffer.available() > PIECE) {
      byte[] piece = new byte[PIECE];
      int length = buffer.read(piece, 0, PIECE);
      send(BufferData.create(piece, 0, length));
    }
    send(buffer);
  }

  @Override
  public void writeNow(BufferData... buffers) {
    write(buffers);
    flush();
  }

  @Override
  public void writeNow(BufferData buffer) {
    write(buffer);
    flush();
  }

  @Override
  public void flush() {
    helidon.flush();
  }

  @Override
  public void close() {
    helidon.close();
  }

  private void send(BufferData buffer) {
    client.writeBegins();
    try {
      helidon.writeNow(buffer);
    } catch (RuntimeException e) {
      throw new CloseConnectionException("The client has left or takes nothing.", e);
    } finally {
      client.writeEnds();
    }
  }
}
