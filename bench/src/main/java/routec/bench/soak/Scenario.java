package routec.bench.soak;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * One call of the soak: what is asked, what goes wrong with it on purpose, and what may come of it.
 *
 * @param text the words that a complete answer quotes
 * @param messages whether it goes to {@code /anthropic/v1/messages}
 * @param streamed whether the answer is to come in events
 * @param trouble what is done on purpose
 * @param request the whole request as it goes over the wire
 */
record Scenario(String text, boolean messages, boolean streamed, Trouble trouble, byte[] request) {
  /** The regions of the two backends; a fault strikes in one of them, so the other can answer. */
  static final List<String> REGIONS = List.of("us-east-1", "us-west-2");

  private static final String CHAT_MODEL = "us.amazon.nova-micro-v1:0";
  private static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

  /** What ends every complete answer of the simulator. */
  private static final String LAST_WORDS = "this is turn 1.";

  /** Repetitions of a sentence of five words; two words are an event. */
  private static final int LONGEST_STREAMED = 12;

  private static final int LONGEST_PLAIN = 500;

  private static final List<String> EARLY =
      List.of("throttle", "status=500", "status=503", "not-ready", "reset", "close", "hang");
  private static final List<String> EARLY_PLAIN = List.of("cut", "stall");
  private static final List<String> EARLY_STREAMED =
      List.of("exception=throttlingException after=0", "cut after=0", "stall after=0");
  private static final List<String> LATE =
      List.of(
          "exception=modelStreamErrorException after=3",
          "error-frame=InternalError after=3",
          "cut after=3",
          "reset after=3",
          "badcrc after=3",
          "stall after=3");

  /** What is done to a call on purpose. */
  enum Trouble {
    NONE,
    /**
     * A backend fails before the first byte: the other one answers, and the client sees nothing.
     */
    EARLY_FAULT,
    /** A backend fails within a stream: the client is told by an event, and there is no end. */
    LATE_FAULT,
    /** The client leaves before its answer is complete. */
    CLIENT_LEAVES
  }

  /** How often trouble is made. */
  record Rates(double faults, double leaving) {}

  static Scenario random(long number, Random random, Rates rates) {
    boolean messages = random.nextInt(10) < 3;
    boolean streamed = random.nextInt(10) < 4;
    double dice = random.nextDouble();
    Trouble trouble = Trouble.NONE;
    String directive = streamed ? "pace=10ms" : "slow=5ms";
    if (dice < rates.faults()) {
      boolean late = streamed && random.nextBoolean();
      trouble = late ? Trouble.LATE_FAULT : Trouble.EARLY_FAULT;
      directive = fault(streamed, late, random) + " in=" + pick(REGIONS, random);
    } else if (dice < rates.faults() + rates.leaving()) {
      trouble = Trouble.CLIENT_LEAVES;
      directive = streamed ? "pace=40ms" : "slow=400ms";
    }
    String text = "Call number " + number + ", please.";
    int most = streamed ? LONGEST_STREAMED : LONGEST_PLAIN;
    String filler = "Why is the sky blue? ".repeat(1 + random.nextInt(random.nextInt(most) + 1));
    String prompt = filler + text + " [sim:" + directive + "]";
    return new Scenario(text, messages, streamed, trouble, request(messages, streamed, prompt));
  }

  private static String fault(boolean streamed, boolean late, Random random) {
    if (late) {
      return pick(LATE, random);
    }
    List<String> own = streamed ? EARLY_STREAMED : EARLY_PLAIN;
    return pick(random.nextInt(3) == 0 ? own : EARLY, random);
  }

  private static String pick(List<String> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] request(boolean messages, boolean streamed, String prompt) {
    String body =
        "{\"model\":\""
            + (messages ? CLAUDE : CHAT_MODEL)
            + "\",\"max_tokens\":9000,\"stream\":"
            + streamed
            + ",\"messages\":[{\"role\":\"user\",\"content\":\""
            + prompt
            + "\"}]}";
    String head =
        "POST "
            + (messages ? "/anthropic/v1/messages" : "/v1/chat/completions")
            + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  /** What became of a call that its client waited for. */
  Outcome judge(Caller.Answer answer) {
    if (answer.status() != 200) {
      return Outcome.REFUSED;
    }
    boolean claims = claimsToBeWhole(answer);
    boolean whole = answer.words().contains(text) && answer.words().endsWith(LAST_WORDS);
    if (claims) {
      return whole ? Outcome.GOOD : Outcome.FALSE_SUCCESS;
    }
    if (!answer.ended()) {
      return Outcome.CUT;
    }
    boolean told = answer.body().contains("\"error\":{");
    if (!told) {
      return Outcome.CUT;
    }
    return trouble == Trouble.LATE_FAULT ? Outcome.TOLD : Outcome.TOLD_WITHOUT_CAUSE;
  }

  private boolean claimsToBeWhole(Caller.Answer answer) {
    if (!streamed) {
      return answer.ended();
    }
    return answer.body().contains(messages ? "event: message_stop" : "data: [DONE]");
  }

  @Override
  public String toString() {
    String kind = (messages ? "messages" : "chat") + (streamed ? " streamed" : " plain");
    String wrong = trouble.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String whole = new String(request, StandardCharsets.US_ASCII);
    return text + " " + kind + ", " + wrong + " " + whole.substring(whole.indexOf("[sim:"));
  }
}
