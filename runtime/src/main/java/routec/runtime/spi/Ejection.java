package routec.runtime.spi;

/**
 * When a backend that fails rests: others are asked before it, but never nobody.
 *
 * @param failures how many 5xx (and, unless those count apart, broken connections) in a row; 0 for
 *     any number
 * @param gatewayErrors how many 502, 503 and 504 in a row; 0 for any number
 * @param connectionFailures how many broken connections in a row, where they count apart; else 0
 * @param restMillis how long it rests the first time; longer each further time
 */
public record Ejection(int failures, int gatewayErrors, int connectionFailures, long restMillis) {
  /** What holds where no policy says anything. */
  public static final Ejection USUAL = new Ejection(5, 0, 0, 10_000);
}
