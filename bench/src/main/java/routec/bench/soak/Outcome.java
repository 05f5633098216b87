package routec.bench.soak;

/** What became of a call. */
enum Outcome {
  /** The right answer, whole. */
  GOOD(false, "answered"),
  /** A stream in which a provider failed after its first byte, ended by an error event. */
  TOLD(false, "told of a fault within a stream"),
  /** The client left, as it meant to. */
  LEFT(false, "left by their client"),
  /** A status that is not 200 although a healthy attempt was left. */
  REFUSED(true, "refused although a healthy attempt was left"),
  /** No reply at all, or a connection that broke before the first byte of one. */
  BROKEN(true, "broken before the first byte"),
  /** It ends as if all were well, but it is not the whole answer or another call's. */
  FALSE_SUCCESS(true, "false successes"),
  /** A begun reply that ends in neither a proper end nor an error event. */
  CUT(true, "cut without a word"),
  /** An error event that nobody caused. */
  TOLD_WITHOUT_CAUSE(true, "told of a fault that nobody made");

  final boolean wrong;
  final String words;

  Outcome(boolean wrong, String words) {
    this.wrong = wrong;
    this.words = words;
  }
}
