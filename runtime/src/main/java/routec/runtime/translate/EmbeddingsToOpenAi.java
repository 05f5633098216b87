package routec.runtime.translate;

import java.util.List;
import routec.runtime.bytes.Slice;
import routec.runtime.chat.Usage;
import routec.runtime.dialect.openai.EmbeddingsReply;
import routec.runtime.json.JsonKind;
import routec.runtime.json.JsonMembers;
import routec.runtime.json.JsonOrigin;
import routec.runtime.json.JsonReader;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Answered;
import routec.runtime.spi.Call;
import routec.runtime.spi.ReplyHead;

/** The replies of an embedding model as one list of vectors, in the order of the texts. */
final class EmbeddingsToOpenAi implements Answer.Joined {
  private final Call call;
  private final int texts;
  private final int textsAtOnce;
  private final boolean base64;

  EmbeddingsToOpenAi(Call call, int texts, int textsAtOnce, boolean base64) {
    this.call = call;
    this.texts = texts;
    this.textsAtOnce = textsAtOnce;
    this.base64 = base64;
  }

  @Override
  public Answered complete(List<Part> parts) {
    int size = parts.stream().mapToInt(part -> part.body().length()).sum();
    EmbeddingsReply reply = new EmbeddingsReply(base64, size);
    long tokens = 0;
    int asked = 0;
    for (Part part : parts) {
      if (part.body().isEmpty() || JsonReader.ofProvider(part.body()).peek() != JsonKind.OBJECT) {
        throw BedrockRefusals.lacks("vectors", part.head(), part.body());
      }
      JsonMembers members = JsonMembers.read(part.body(), JsonOrigin.PROVIDER);
      Slice vectors =
          members
              .find("embedding")
              .or(() -> members.find("embeddings"))
              .orElseThrow(() -> BedrockRefusals.lacks("vectors", part.head(), part.body()));
      EmbeddingModel.vectors(vectors, reply::vector);
      tokens += tokens(part.head(), members);
      asked = Math.min(texts, asked + textsAtOnce);
      if (reply.count() != asked) {
        throw BedrockRefusals.lacks("vector for each text", part.head(), Slice.EMPTY);
      }
    }
    return new Answered(reply.end(call.model(), tokens), Usage.of(tokens, 0));
  }

  /** Titan counts in its body; for all others only a header says it. */
  private static long tokens(ReplyHead head, JsonMembers members) {
    return members
        .find("inputTextTokenCount")
        .map(count -> JsonReader.ofProvider(count).integer())
        .or(() ->
            head.headers()
                .first("x-amzn-bedrock-input-token-count")
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Long::parseLong))
        .orElse(0L);
  }
}
