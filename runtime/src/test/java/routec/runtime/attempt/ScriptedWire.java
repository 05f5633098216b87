package routec.runtime.attempt;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Cancellation;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Patience;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.UpstreamReply;
import routec.runtime.spi.UpstreamRequest;
import routec.runtime.spi.Wire;

/** A wire that plays what a test has laid down and remembers what was sent. */
final class ScriptedWire implements Wire {
  final List<UpstreamRequest> sent = new ArrayList<>();
  final List<Patience> patiences = new ArrayList<>();
  final AtomicInteger open = new AtomicInteger();
  private final Deque<Step> steps = new ArrayDeque<>();

  /** One exchange. */
  interface Step {
    UpstreamReply answer(ScriptedWire wire, Cancellation cancellation);
  }

  ScriptedWire reply(int status, String body, String... headers) {
    return stream(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), headers);
  }

  ScriptedWire stream(int status, InputStream body, String... headers) {
    return then((wire, _) -> new Scripted(wire, new ReplyHead(status, Headers.of(headers)), body));
  }

  ScriptedWire fail(Fault fault) {
    return then((_, _) -> {
      throw fault;
    });
  }

  ScriptedWire then(Step step) {
    steps.add(step);
    return this;
  }

  @Override
  public UpstreamReply send(UpstreamRequest request, Patience patience, Cancellation cancellation) {
    sent.add(request);
    patiences.add(patience);
    return steps.remove().answer(this, cancellation);
  }

  private static final class Scripted implements UpstreamReply {
    private final ScriptedWire wire;
    private final ReplyHead head;
    private final InputStream body;
    private boolean closed;

    Scripted(ScriptedWire wire, ReplyHead head, InputStream body) {
      this.wire = wire;
      this.head = head;
      this.body = body;
      wire.open.incrementAndGet();
    }

    @Override
    public ReplyHead head() {
      return head;
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        wire.open.decrementAndGet();
        if (body instanceof Feed feed) {
          feed.cut();
        }
      }
    }
  }
}
