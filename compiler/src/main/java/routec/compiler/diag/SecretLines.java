package routec.compiler.diag;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import routec.compiler.source.SourceFile;

/** Hides the values in lines of Secrets: a message may be printed where a secret must not. */
final class SecretLines {
  private static final Pattern SECRET = Pattern.compile("\\bkind[\"']?\\s*:\\s*[\"']?Secret\\b");
  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\s*(?:- )?(?:apiVersion|kind|name|namespace|type|metadata)\\s*:.*|\\s*#\\s*routec:.*");
  private static final Pattern KEY = Pattern.compile("^(\\s*(?:- )?[\\w.-]{1,60}\\s*[:=]).*$");

  private SecretLines() {}

  /** A line as it may be printed. */
  static String masked(SourceFile file, int number) {
    String line = file.line(number);
    if (!inSecret(file, number) || HARMLESS.matcher(line).matches()) {
      return line;
    }
    Matcher key = KEY.matcher(line);
    if (key.matches()) {
      return key.group(1) + (line.length() > key.group(1).length() ? " …" : "");
    }
    int indent = line.length() - line.stripLeading().length();
    return line.isBlank() ? "" : line.substring(0, indent) + "…";
  }

  private static boolean inSecret(SourceFile file, int number) {
    for (int i = number; i >= 1; i--) {
      String line = file.line(i);
      if (SECRET.matcher(line).find()) {
        return true;
      }
      if (line.startsWith("---")) {
        break;
      }
    }
    for (int i = number + 1; i <= file.lineCount() && !file.line(i).startsWith("---"); i++) {
      if (SECRET.matcher(file.line(i)).find()) {
        return true;
      }
    }
    return false;
  }
}
