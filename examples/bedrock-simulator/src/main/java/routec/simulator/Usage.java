package routec.simulator;

/** Tokens, counted as a quarter of the characters; input excludes what the cache holds. */
record Usage(int input, int output, int cacheRead, int cacheWrite5m, int cacheWrite1h) {
  static int tokens(String text) {
    return (text.length() + 3) / 4;
  }

  int cacheWrite() {
    return cacheWrite5m + cacheWrite1h;
  }

  int total() {
    return input + output + cacheRead + cacheWrite();
  }
}
