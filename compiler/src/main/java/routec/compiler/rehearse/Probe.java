package routec.compiler.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Attempt;
import routec.runtime.spi.Call;
import routec.runtime.spi.Endpoint;

/**
 * Asks a generated attempt, parameter by parameter, what it leaves out and what it refuses.
 *
 * <p>The calls stand in {@code probes.json}: for each endpoint the smallest call that is valid, and
 * what each parameter adds to it.
 */
final class Probe {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode probes;

  Probe() {
    try (InputStream in = Probe.class.getResourceAsStream("/rehearse/probes.json")) {
      probes = JSON.readTree(Objects.requireNonNull(in, "probes.json is missing"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The smallest valid call at an endpoint; nothing where calls have no body. */
  Optional<ObjectNode> smallest(Endpoint endpoint) {
    return probes.at("/" + endpoint.name() + "/call") instanceof ObjectNode call
        ? Optional.of(call.deepCopy())
        : Optional.empty();
  }

  /** One line a fate, such as {@code chat completions: drops seed, user; refuses logprobs}. */
  Optional<String> losses(Endpoint endpoint, String model, Attempt attempt) {
    List<String> dropped = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, ObjectNode> probe : calls(endpoint, model).entrySet()) {
      try {
        Call call =
            Rehearsal.call(endpoint, List.of(), Slice.of(JSON.writeValueAsBytes(probe.getValue())));
        if (!attempt.translation().translate(call).dropped().isEmpty()) {
          dropped.add(probe.getKey());
        }
      } catch (RequestFault _) {
        refused.add(probe.getKey());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    List<String> fates = new ArrayList<>();
    if (!dropped.isEmpty()) {
      fates.add("drops " + String.join(", ", dropped));
    }
    if (!refused.isEmpty()) {
      fates.add("refuses " + String.join(", ", refused));
    }
    return fates.isEmpty()
        ? Optional.empty()
        : Optional.of("POST " + endpoint.path() + " " + String.join("; ", fates));
  }

  private Map<String, ObjectNode> calls(Endpoint endpoint, String model) {
    Map<String, ObjectNode> calls = new LinkedHashMap<>();
    for (var parameter : probes.at("/" + endpoint.name() + "/parameters").properties()) {
      ObjectNode call = smallest(endpoint).orElseThrow();
      call.put("model", model);
      call.setAll((ObjectNode) parameter.getValue());
      calls.put(parameter.getKey(), call);
    }
    return calls;
  }
}
