package routec.runtime.aws;

/** Texts that go into a header. */
final class SecretText {
  private SecretText() {}

  /**
   * The text, which has no white space, control or other character that a key never has.
   *
   * @throws IllegalStateException saying what is wrong without saying the text
   */
  static String checked(String text, String name) {
    if (text.isEmpty()) {
      throw new IllegalStateException(name + " is empty");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
        throw new IllegalStateException(name + " holds a character that no key has");
      }
    }
    return text;
  }
}
