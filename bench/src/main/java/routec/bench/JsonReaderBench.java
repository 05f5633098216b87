package routec.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import routec.runtime.bytes.Slice;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;

/** Checking a chat request and finding its members: our cursor against Jackson's parser. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JsonReaderBench {
  private final JsonFactory jackson = new JsonFactory();

  /** Bytes of user text in the request. */
  @Param({"1000", "100000"})
  public int text;

  private byte[] body = new byte[0];

  @Setup
  public void setUp() {
    String words = "Why is the sky blue, and what does \\\"blue\\\" mean to a grüne Katze? ";
    String content = words.repeat(text / words.length() + 1);
    body =
        ("{\"model\":\"us.amazon.nova-micro-v1:0\",\"temperature\":0.2,\"messages\":[{\"role\":"
                + "\"system\",\"content\":\"Answer shortly.\"},{\"role\":\"user\",\"content\":\""
                + content
                + "\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"string\"}}}}}]}")
            .getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public int routecMembers() {
    return JsonMembers.read(Slice.of(body), JsonOrigin.CLIENT).size();
  }

  @Benchmark
  public long jacksonTokens() throws IOException {
    long end = 0;
    try (JsonParser parser = jackson.createParser(body)) {
      while (parser.nextToken() != null) {
        parser.finishToken();
        end = parser.currentLocation().getByteOffset();
      }
    }
    return end;
  }
}
