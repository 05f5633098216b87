package routec.runtime.translate;

import routec.runtime.bytes.ByteWriter;
import routec.runtime.bytes.Slice;
import routec.runtime.dialect.anthropic.AnthropicErrors;
import routec.runtime.dialect.openai.OpenAiErrors;
import routec.runtime.fault.Fault;
import routec.runtime.spi.Answer;
import routec.runtime.spi.Call;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Headers;
import routec.runtime.spi.Outbound;

/** The pairs as generated code calls them, by the name of their folder of vectors. */
enum Pairs {
  OPENAI_TO_CONVERSE(Endpoint.CHAT_COMPLETIONS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      OpenAiToConverse request = OpenAiToConverse.translate(call, traits);
      return bedrock(request.headers(), request.body(), request.dropped(), request.answer());
    }
  },
  OPENAI_TO_CLAUDE(Endpoint.CHAT_COMPLETIONS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      OpenAiToClaude request = OpenAiToClaude.translate(call, traits, CLAUDE_VERSION);
      return bedrock(request.headers(), request.body(), request.dropped(), request.answer());
    }
  },
  OPENAI_TO_ANTHROPIC(Endpoint.CHAT_COMPLETIONS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      OpenAiToAnthropic request = OpenAiToAnthropic.translate(call, model, traits);
      return new Outbound(
          "/",
          request.headers(),
          request.body(),
          request.dropped(),
          request.answer(),
          AnthropicRefusals::read);
    }
  },
  ANTHROPIC_TO_CLAUDE(Endpoint.MESSAGES) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      AnthropicToClaude request = AnthropicToClaude.translate(call, traits, CLAUDE_VERSION);
      return bedrock(request.headers(), request.body(), request.dropped(), request.answer());
    }
  },
  ANTHROPIC_TO_CONVERSE(Endpoint.MESSAGES) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      AnthropicToConverse request = AnthropicToConverse.translate(call, traits);
      return bedrock(request.headers(), request.body(), request.dropped(), request.answer());
    }
  },
  ANTHROPIC_TO_ANTHROPIC(Endpoint.MESSAGES) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      AnthropicToAnthropic request = AnthropicToAnthropic.translate(call, model);
      return new Outbound(
          "/",
          request.headers(),
          request.body(),
          request.dropped(),
          request.answer(),
          AnthropicRefusals::read);
    }
  },
  ANTHROPIC_COUNT_TO_ANTHROPIC(Endpoint.COUNT_TOKENS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      return ANTHROPIC_TO_ANTHROPIC.translate(call, traits, model);
    }
  },
  ANTHROPIC_COUNT_TO_CLAUDE(Endpoint.COUNT_TOKENS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      AnthropicCountToClaude request =
          AnthropicCountToClaude.translate(call, traits, CLAUDE_VERSION);
      return bedrock(request.headers(), request.body(), request.dropped(), request.answer());
    }
  },
  ANTHROPIC_COUNT_TO_CONVERSE(Endpoint.COUNT_TOKENS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      AnthropicCountToConverse request = AnthropicCountToConverse.translate(call, traits);
      return bedrock(request.headers(), request.body(), request.dropped(), request.answer());
    }
  },
  OPENAI_TO_EMBEDDINGS(Endpoint.EMBEDDINGS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      OpenAiToEmbeddings request = OpenAiToEmbeddings.translate(call, traits);
      return new Outbound(
          "/",
          request.headers(),
          request.bodies(),
          request.dropped(),
          request.answer(),
          BedrockRefusals::read);
    }
  },
  OPENAI_TO_OPENAI(Endpoint.CHAT_COMPLETIONS) {
    @Override
    Outbound translate(Call call, ModelTraits traits, String model) {
      OpenAiToOpenAi request = OpenAiToOpenAi.translate(call, model);
      return new Outbound(
          "/",
          request.headers(),
          request.body(),
          request.dropped(),
          request.answer(),
          OpenAiRefusals::read);
    }
  };

  static final String CLAUDE_VERSION = "bedrock-2023-05-31";

  private final Endpoint endpoint;

  Pairs(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  abstract Outbound translate(Call call, ModelTraits traits, String model);

  static Pairs of(String folder) {
    return valueOf(folder.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Whether the backend streams by server-sent events. */
  boolean sendsEvents() {
    return this == OPENAI_TO_OPENAI
        || this == ANTHROPIC_TO_ANTHROPIC
        || this == OPENAI_TO_ANTHROPIC;
  }

  boolean isAnthropic() {
    return endpoint.dialect() == routec.runtime.spi.Dialect.ANTHROPIC;
  }

  Slice error(Fault fault, String id) {
    return isAnthropic() ? AnthropicErrors.body(fault, id) : OpenAiErrors.body(fault);
  }

  void errorEvent(Fault fault, String id, ByteWriter out) {
    if (isAnthropic()) {
      AnthropicErrors.event(fault, id, out);
    } else {
      OpenAiErrors.event(fault, out);
    }
  }

  private static Outbound bedrock(
      Headers headers, Slice body, java.util.List<String> dropped, Answer answer) {
    return new Outbound("/", headers, body, dropped, answer, BedrockRefusals::read);
  }
}
