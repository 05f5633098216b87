package routec.runtime.chat;

/**
 * Tokens that one call used, by kind.
 *
 * @param input prompt tokens that were neither read from nor written to a cache
 * @param output completion tokens, reasoning included
 * @param cacheRead prompt tokens read from a cache
 * @param cacheWrite prompt tokens written to a cache
 * @param reasoning completion tokens spent on reasoning, where the provider counts them, else 0
 */
public record Usage(long input, long output, long cacheRead, long cacheWrite, long reasoning) {
  /** Nothing counted. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  public static Usage of(long input, long output) {
    return new Usage(input, output, 0, 0, 0);
  }

  /** All prompt tokens, cached or not. */
  public long prompt() {
    return input + cacheRead + cacheWrite;
  }

  public long total() {
    return prompt() + output;
  }
}
