package routec.runtime.aws;

import routec.runtime.spi.CredentialState;
import routec.runtime.spi.UpstreamRequest;

/** One place that credentials come from, with the newest that it gave. */
interface KeySource extends AutoCloseable {
  /** Begins to fetch them, where that takes time. */
  void open();

  /**
   * The newest valid keys.
   *
   * @throws routec.runtime.fault.GatewayFault if there are none
   */
  ProviderKeys keys();

  /**
   * Fetches anew because the provider refused what authorized a request; true if others are in
   * force now.
   */
  boolean refresh(UpstreamRequest refused);

  /** How it is doing; former keys may still be in force though something is wrong. */
  CredentialState state();

  @Override
  void close();
}
