package routec.runtime.spi;

/** The API that a client speaks, and so the shape of its replies, errors and stream events. */
public enum Dialect {
  OPENAI,
  ANTHROPIC
}
