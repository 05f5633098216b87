package routec.runtime.aws;

import java.util.Optional;

/** One place that credentials come from, with the newest that it gave. */
interface KeySource extends AutoCloseable {
  /**
   * The newest valid keys.
   *
   * @throws routec.runtime.fault.GatewayFault if there are none
   */
  AwsKeys keys();

  /** Fetches anew because the provider refused the keys; true if others are in force now. */
  boolean refresh();

  /** What is wrong at the moment, though former keys may still be in force. */
  Optional<String> trouble();

  @Override
  void close();
}
