package routec.runtime.server;

/** A setting that the runtime can't start with. */
public final class SettingsRefused extends Exception {
  private static final long serialVersionUID = 1L;

  SettingsRefused(String message) {
    super(message);
  }
}
