package routec.runtime.translate;

import java.util.ArrayList;
import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Call;
import routec.runtime.spi.Header;
import routec.runtime.spi.Headers;

/**
 * What its host wants around a request for Claude, of the fields that are about the call itself.
 */
final class ClaudeEnvelope {
  private final ClaudeHost host;
  private final String named;
  private final Extras extras = new Extras();
  private Slice serviceTier = Slice.EMPTY;
  private Slice metadata = Slice.EMPTY;

  /**
   * @param named what the request names: at Bedrock, whose path has the model, the version of the
   *     API, else the model
   */
  ClaudeEnvelope(ClaudeHost host, String named) {
    this.host = host;
    this.named = named;
  }

  ClaudeHost host() {
    return host;
  }

  void serviceTier(Slice value) {
    serviceTier = value;
  }

  void metadata(Slice value) {
    metadata = value;
  }

  /** One of Converse's own fields. */
  void extra(String name, Slice value) {
    extras.add(name, value);
  }

  /** Begins the request. */
  void open(JsonWriter json, boolean stream) {
    switch (host) {
      case BEDROCK -> json.beginObject().name("anthropic_version").string(named);
      case ANTHROPIC -> {
        json.beginObject().name("model").string(named);
        if (stream) {
          json.name("stream").bool(true);
        }
      }
    }
  }

  /** Ends the request, with the client's own fields for Claude behind those of the translation. */
  void close(JsonWriter json, ByteWriter out, Dropped dropped) {
    if (host == ClaudeHost.ANTHROPIC && ServiceTier.isStandard(serviceTier, dropped)) {
      json.name("service_tier").string("standard_only");
    }
    json.endObject();
    Slice fields = extras.find("additionalModelRequestFields");
    if (fields.isEmpty()) {
      return;
    }
    JsonMembers ours = JsonMembers.read(Slice.of(out.bytes()), JsonOrigin.CLIENT);
    JsonMembers members = JsonMembers.read(fields, JsonOrigin.CLIENT);
    out.truncate(out.length() - 1);
    for (int i = 0; i < members.size(); i++) {
      String name = members.name(i);
      if (ours.find(name).isPresent()) {
        throw RequestFault.invalid(
            "additionalModelRequestFields",
            "`additionalModelRequestFields." + name + "` says again what another field says.");
      }
      out.put(',');
      new JsonWriter(out).anyName(name).raw(members.value(i));
    }
    out.put('}');
  }

  /** The request's headers. */
  Headers headers(Call call, Dropped dropped) {
    return switch (host) {
      case BEDROCK -> bedrockHeaders(call, dropped);
      case ANTHROPIC -> anthropicHeaders(dropped);
    };
  }

  /** InvokeModel takes in headers what Converse takes in its body. */
  private Headers bedrockHeaders(Call call, Dropped dropped) {
    Headers usual = call.stream() ? BedrockHeaders.INVOKE_STREAM : BedrockHeaders.JSON;
    Slice entries = RequestMetadata.entries(metadata, Slice.EMPTY, dropped);
    String tier = ServiceTier.read(serviceTier, dropped);
    List<Header> more = extras.headers();
    if (entries.isEmpty() && tier.isEmpty() && more.isEmpty()) {
      return usual;
    }
    List<Header> all = new ArrayList<>(usual.list());
    all.addAll(more);
    if (!entries.isEmpty()) {
      all.add(new Header("x-amzn-bedrock-request-metadata", entries.text()));
    }
    if (!tier.isEmpty()) {
      all.add(new Header("x-amzn-bedrock-service-tier", tier));
    }
    return Headers.of(all);
  }

  /** A guardrail is Bedrock's: without it the call would not be what it is meant to be. */
  private Headers anthropicHeaders(Dropped dropped) {
    if (!extras.find("guardrailConfig").isEmpty()) {
      throw RequestFault.invalid(
          "guardrailConfig", "`guardrailConfig` can't be carried to Anthropic: it is Bedrock's.");
    }
    if (!extras.find("performanceConfig").isEmpty()) {
      dropped.add("performanceConfig");
    }
    if (!metadata.isEmpty() && !Values.saysNothing(metadata)) {
      dropped.add("metadata");
    }
    return AnthropicToAnthropic.HEADERS;
  }
}
