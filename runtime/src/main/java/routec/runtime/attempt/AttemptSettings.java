package routec.runtime.attempt;

/**
 * Limits that hold where a route says nothing else.
 *
 * @param totalMillis how long a whole call may take
 * @param firstByteMillis how long a provider may take to begin its reply: long, because an answer
 *     in one piece begins only when the model has finished
 * @param idleMillis how long a begun reply may be silent
 * @param pingMillis after how much silence a begun stream tells its client that it still lives
 * @param maxAttempts the most backends that one call tries
 * @param maxReplyBytes the largest answer in one piece
 */
public record AttemptSettings(
    long totalMillis,
    long firstByteMillis,
    long idleMillis,
    long pingMillis,
    int maxAttempts,
    int maxReplyBytes) {

  public static AttemptSettings defaults() {
    return new AttemptSettings(900_000, 600_000, 300_000, 10_000, 5, 64 << 20);
  }
}
