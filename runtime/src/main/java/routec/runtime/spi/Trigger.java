package routec.runtime.spi;

/** What makes a call worth another attempt, in the words of a BackendTrafficPolicy. */
public enum Trigger {
  /** {@code 5xx}: any such status, or no reply that was complete. */
  SERVER_ERROR,
  /** {@code gateway-error}: 502, 503, 504, or no reply that was complete. */
  GATEWAY_ERROR,
  /** {@code reset}: the connection broke or fell silent before the reply was complete. */
  RESET,
  /** {@code connect-failure}, {@code reset-before-request}: nothing was sent. */
  CONNECT_FAILURE,
  /** {@code retriable-4xx}: 409. */
  CONFLICT,
  /** {@code retriable-status-codes}: one of the statuses that the policy lists. */
  STATUS
}
