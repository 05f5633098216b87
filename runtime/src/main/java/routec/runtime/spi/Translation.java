package routec.runtime.spi;

/** One generated step: a call becomes the request of one backend. */
@FunctionalInterface
public interface Translation {
  /**
   * @throws routec.runtime.fault.RequestFault if the backend can't express the call
   */
  Outbound translate(Call call);
}
