package routec.runtime.attempt;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import routec.runtime.chat.Usage;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Backend;
import routec.runtime.spi.Call;
import routec.runtime.spi.Observer;
import routec.runtime.spi.ReplyHead;
import routec.runtime.spi.Route;

/** Remembers every step. */
final class RecordingObserver implements Observer {
  final List<String> steps = new CopyOnWriteArrayList<>();

  @Override
  public void routed(Route route, Call call) {
    steps.add("routed " + route.name());
  }

  @Override
  public void attempt(Backend backend) {
    steps.add("attempt " + backend.name());
  }

  @Override
  public void answered(ReplyHead head) {
    steps.add("answered " + head.status());
  }

  @Override
  public void retrying(Fault fault) {
    steps.add("retrying " + fault.kind());
  }

  @Override
  public void firstByte() {
    steps.add("firstByte");
  }

  @Override
  public void failed(Fault fault) {
    steps.add("failed " + fault.kind());
  }

  @Override
  public void abandoned() {
    steps.add("abandoned");
  }

  @Override
  public void finished(int status, Usage usage, long bytesIn, long bytesOut) {
    steps.add("finished " + status + " " + usage.total() + " " + bytesIn + " " + bytesOut);
  }
}
