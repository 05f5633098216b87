package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.Betas;
import routec.runtime.dialect.anthropic.MessageThreads;
import routec.runtime.fault.RequestFault;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonReader;
import routec.runtime.json.JsonWriter;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Headers;

/**
 * A message request for Claude on Bedrock's InvokeModel: its own bytes, but for what hosting
 * changes.
 *
 * <p>{@code model} and {@code stream} go (the path says both), {@code anthropic_version} comes
 * first, and the {@code anthropic-beta} header becomes {@code anthropic_beta}, less the flags that
 * Bedrock doesn't know and the fields that only those allow. Images named by address are put in
 * their place, if the gateway fetches any, else refused: Bedrock takes none.
 */
public final class AnthropicToClaude {
  private final Call call;
  private final boolean takesImages;
  private final Dropped dropped;
  private final ByteWriter out;

  private AnthropicToClaude(Call call, ModelTraits traits) {
    this.call = call;
    this.takesImages = !traits.isClaude() || traits.has(Trait.IMAGES);
    this.dropped = new Dropped(call);
    this.out = new ByteWriter(call.body().length() + 128);
  }

  /**
   * Translates a call.
   *
   * @param traits what the model can do; but for images to fetch, Bedrock judges native requests
   * @param version Bedrock's {@code anthropic_version}
   */
  public static AnthropicToClaude translate(Call call, ModelTraits traits, String version) {
    AnthropicToClaude request = new AnthropicToClaude(call, traits);
    request.write(version);
    return request;
  }

  public Headers headers() {
    return call.stream() ? BedrockHeaders.INVOKE_STREAM : BedrockHeaders.JSON;
  }

  public Slice body() {
    return out.slice();
  }

  public List<String> dropped() {
    return dropped.names();
  }

  /** The answer's translator, made for this request. */
  public Answer answer() {
    return call.stream() ? new ClaudeStreamToAnthropic() : new ClaudeToAnthropic();
  }

  private void write(String version) {
    Betas betas = betas();
    JsonMembers members = call.members();
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("anthropic_version").string(version);
    if (!betas.kept().isEmpty()) {
      json.name("anthropic_beta").beginArray();
      betas.kept().forEach(json::string);
      json.endArray();
    }
    for (int i = 0; i < members.size(); i++) {
      String name = members.name(i);
      switch (name) {
        case "model", "stream", "anthropic_version", "anthropic_beta" -> {}
        case "thread" -> {
          if (!Values.isNull(members.value(i))) {
            throw MessageThreads.refused();
          }
        }
        case "messages" ->
            json.name(name)
                .raw(FetchedImages.inlined(members.value(i), call.images(), takesImages));
        default -> {
          if (betas.lostWith(name).isPresent()) {
            drop(name);
          } else {
            json.anyName(name).raw(members.value(i));
          }
        }
      }
    }
    json.endObject();
  }

  /** Hints may go; a field that says what the answer must be or what it may use may not. */
  private void drop(String name) {
    switch (name) {
      case "output_format" ->
          throw RequestFault.invalid(
              name, "Bedrock doesn't take `output_format`: ask for it by `output_config.format`.");
      case "mcp_servers" ->
          throw RequestFault.invalid(name, "Bedrock doesn't take `mcp_servers` of this version.");
      default -> dropped.add(name);
    }
  }

  private Betas betas() {
    Betas betas = Betas.ofInvokeModel();
    call.headers().all("anthropic-beta").forEach(betas::add);
    Slice given = call.members().find("anthropic_beta").orElse(Slice.EMPTY);
    if (!given.isEmpty() && Values.kind(given) == JsonKind.ARRAY) {
      JsonReader json = Values.reader(given);
      json.beginArray();
      while (json.nextElement()) {
        betas.add(Values.string(json.value(), "anthropic_beta"));
      }
    } else if (!given.isEmpty()) {
      throw RequestFault.invalid("anthropic_beta", "`anthropic_beta` must be an array.");
    }
    betas.dropped().forEach(flag -> dropped.add("anthropic-beta:" + flag));
    return betas;
  }
}
