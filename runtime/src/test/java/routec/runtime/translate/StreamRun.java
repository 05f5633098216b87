package routec.runtime.translate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.fault.Fault;
import routec.runtime.frame.Frame;
import routec.runtime.frame.FrameReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Headers;
import routec.runtime.spi.ReplyHead;

/**
 * What a client sees of one stream, told as the owner of the commitment tells it.
 *
 * @param text the events, or the status and body of a fault that came before any
 * @param failed whether it ended in a fault
 */
record StreamRun(String text, boolean failed) {

  static StreamRun of(Pairs pair, Answer.Stream answer, InputStream in) {
    ByteWriter out = new ByteWriter(256);
    try {
      answer.begin(
          new ReplyHead(
              200, Headers.of("content-type", "text/event-stream", "x-amzn-requestid", "aws-1")));
      FrameReader frames = answer.framing().reader(in);
      for (Optional<Frame> next = frames.next(); next.isPresent(); next = frames.next()) {
        answer.frame(next.get(), out);
      }
      answer.end(out);
      return new StreamRun(masked(out), false);
    } catch (Fault fault) {
      if (out.isEmpty()) {
        return new StreamRun(
            "fault " + fault.status() + "\n" + pair.error(fault, "req_1").text() + "\n", true);
      }
      pair.errorEvent(fault, "req_1", out);
      return new StreamRun(masked(out), true);
    } catch (IOException e) {
      return new StreamRun(masked(out) + "connection lost\n", true);
    }
  }

  /** Times differ from run to run. */
  static String mask(String text) {
    return text.replaceAll("\"created\":\\d+", "\"created\":0");
  }

  private static String masked(ByteWriter out) {
    return mask(out.slice().text());
  }

  /** Hands bytes out in two pieces and then ends. */
  static final class Pieces extends InputStream {
    private final byte[] bytes;
    private final int cut;
    private final int end;
    private int at;

    Pieces(byte[] bytes, int cut, int end) {
      this.bytes = bytes;
      this.cut = cut;
      this.end = end;
    }

    @Override
    public int read() {
      return at < end ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (at >= end) {
        return -1;
      }
      int count = Math.min(length, at < cut ? cut - at : end - at);
      System.arraycopy(bytes, at, into, from, count);
      at += count;
      return count;
    }
  }
}
