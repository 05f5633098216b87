package routec.runtime.attempt;

import routec.runtime.fault.Fault;

/** After which faults another backend may do better. */
final class Retries {
  private Retries() {}

  /**
   * True for what lies with one backend at this moment: throttling, overload, failure, silence, a
   * broken connection or reply. False for what the request itself brings about everywhere.
   */
  static boolean worthwhile(Fault fault) {
    return switch (fault.kind()) {
      case RATE_LIMITED, BAD_REPLY, UNAVAILABLE, TIMEOUT, INTERNAL -> true;
      case INVALID_REQUEST,
          UNAUTHENTICATED,
          PERMISSION_DENIED,
          UNKNOWN_PATH,
          UNKNOWN_MODEL,
          METHOD_NOT_ALLOWED,
          REQUEST_TIMEOUT,
          TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE ->
          false;
    };
  }
}
