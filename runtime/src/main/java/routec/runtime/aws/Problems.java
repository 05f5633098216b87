package routec.runtime.aws;

/** Says in one short line why credentials could not be had. */
final class Problems {
  private static final int LONGEST = 400;

  private Problems() {}

  /** The exception's message; those of the AWS SDK name providers, files and codes, not values. */
  static String of(Throwable problem) {
    String message = problem.getMessage();
    String text =
        message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
