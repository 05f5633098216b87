package routec.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the simulator is told to do wrong, as directives such as {@code throttle} or {@code
 * exception=throttlingException after=3}; the module's README lists them.
 */
public final class Fault {
  /** Nothing goes wrong. */
  public static final Fault NONE = new Fault(Map.of(), Optional.empty());

  private static final Set<String> NAMES =
      Set.of(
          "throttle",
          "status",
          "error",
          "quota",
          "not-ready",
          "exception",
          "error-frame",
          "after",
          "cut",
          "stall",
          "hang",
          "badcrc",
          "slow",
          "pace",
          "events",
          "reset",
          "close",
          "split",
          "no-output",
          "no-stop",
          "no-metadata",
          "stop-reason",
          "redacted",
          "times",
          "in",
          "none");
  private static final Pattern IN_TEXT = Pattern.compile("\\[sim:([^\\]]{1,200})\\]");
  private static final Pattern IN_MODEL_ID =
      Pattern.compile("([a-z-]+?)(?:[-=]([a-zA-Z0-9]+?))?(?:[-=]after[-=](\\d+))?");
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  /** A canned reply: what a recording holds. */
  record Replay(int status, Map<String, String> headers, byte[] body) {}

  private final Map<String, String> directives;
  private final Optional<Replay> replay;

  private Fault(Map<String, String> directives, Optional<Replay> replay) {
    this.directives = directives;
    this.replay = replay;
  }

  /**
   * Reads directives.
   *
   * @param directives names, each alone, with {@code =value}, or (the first one) with a value after
   *     a space
   * @throws IllegalArgumentException if a directive is unknown
   */
  public static Fault of(String directives) {
    Map<String, String> found = new LinkedHashMap<>();
    String last = "";
    for (String word : directives.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (NAMES.contains(name)) {
        found.put(
            name.equals("error") ? "status" : name,
            word.substring(equals < 0 ? word.length() : equals + 1));
        last = name.equals("error") ? "status" : name;
      } else if (equals < 0 && "".equals(found.get(last))) {
        found.put(last, word);
      } else {
        throw new IllegalArgumentException("The simulator knows no directive `" + word + "`.");
      }
    }
    return new Fault(Map.copyOf(found), Optional.empty());
  }

  /** A 429 ThrottlingException. */
  public static Fault throttle() {
    return of("throttle");
  }

  /** The error that the service model has for this HTTP status. */
  public static Fault status(int status) {
    return of("status=" + status);
  }

  /** A canned reply, sent byte for byte, as a recording holds it. */
  public static Fault replay(int status, Map<String, String> headers, byte[] body) {
    return new Fault(Map.of(), Optional.of(new Replay(status, Map.copyOf(headers), body.clone())));
  }

  /** All {@code [sim:…]} directives in a text. */
  static Fault inText(String text) {
    Fault fault = NONE;
    Matcher matcher = IN_TEXT.matcher(text);
    while (matcher.find()) {
      fault = fault.and(of(matcher.group(1)));
    }
    return fault;
  }

  /** What the part of a model id after {@code sim.} asks for: {@code exception-…-after-3}. */
  static Fault inModelId(String suffix) {
    if (NAMES.contains(suffix) || suffix.isEmpty() || suffix.equals("echo")) {
      return NAMES.contains(suffix) ? of(suffix) : NONE;
    }
    Matcher matcher = IN_MODEL_ID.matcher(suffix);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("The simulator knows no model `sim." + suffix + "`.");
    }
    String value = matcher.group(2);
    String after = matcher.group(3);
    String name = matcher.group(1);
    if (name.equals("exception") && value == null) {
      value = "throttlingException";
    }
    return of(name + (value == null ? "" : "=" + value) + (after == null ? "" : " after=" + after));
  }

  /** These directives and others; where both have one, the others win. */
  Fault and(Fault other) {
    if (this == NONE) {
      return other;
    }
    Map<String, String> all = new TreeMap<>(directives);
    all.putAll(other.directives);
    return new Fault(Map.copyOf(all), other.replay.or(() -> replay));
  }

  /** Nothing where the directive {@code in=REGION} names another region than those served here. */
  Fault in(Set<String> regions) {
    return has("in") && !regions.contains(text("in", "")) ? NONE : this;
  }

  Optional<Replay> replay() {
    return replay;
  }

  boolean has(String name) {
    return directives.containsKey(name);
  }

  String text(String name, String otherwise) {
    String value = directives.getOrDefault(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  int number(String name, int otherwise) {
    String value = text(name, "" + otherwise);
    return NUMBER.matcher(value).matches() ? Integer.parseInt(value) : otherwise;
  }

  /** A time such as {@code 200ms}, {@code 2s} or {@code 200} (milliseconds). */
  Duration time(String name) {
    Matcher matcher = TIME.matcher(text(name, "0"));
    if (!matcher.matches()) {
      return Duration.ZERO;
    }
    long count = Long.parseLong(matcher.group(1));
    return "s".equals(matcher.group(2)) ? Duration.ofSeconds(count) : Duration.ofMillis(count);
  }

  /** The error that replaces the whole answer, if one was asked for. */
  Optional<AwsError> error(boolean streaming) {
    if (has("throttle")) {
      return Optional.of(AwsError.ofStatus(429));
    }
    if (has("status")) {
      return Optional.of(AwsError.ofStatus(Math.clamp(number("status", 500), 400, 599)));
    }
    if (has("quota")) {
      return Optional.of(AwsError.ofName("serviceQuotaExceededException"));
    }
    if (has("not-ready")) {
      return Optional.of(AwsError.ofName("modelNotReadyException"));
    }
    if (has("exception") && !streaming) {
      return Optional.of(AwsError.ofName(text("exception", "internalServerException")));
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return replay
        .map(r -> "replay " + r.status())
        .orElse(new TreeMap<>(directives).toString())
        .toLowerCase(Locale.ROOT);
  }
}
