package routec.compiler.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a user may have meant, by edit distance. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate that is fewest edits away: at most a third of the word's length, at least one;
   * the first in order of the alphabet where several are.
   */
  public static Optional<String> to(String word, Collection<String> candidates) {
    String written = word.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, written.length() / 3);
    Optional<String> best = Optional.empty();
    int least = limit + 1;
    for (String candidate : candidates.stream().sorted().toList()) {
      int distance =
          candidate.equals(word)
              ? least
              : distance(written, candidate.toLowerCase(Locale.ROOT), least);
      if (distance < least) {
        least = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /**
   * Insertions, deletions, changes and swaps of neighbours; {@code most} if there are that many.
   */
  private static int distance(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) >= most) {
      return most;
    }
    int[] twoAgo = new int[b.length() + 1];
    int[] ago = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      ago[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], ago[j]) + 1, ago[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], twoAgo[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least >= most) {
        return most;
      }
      int[] free = twoAgo;
      twoAgo = ago;
      ago = row;
      row = free;
    }
    return ago[b.length()];
  }
}
