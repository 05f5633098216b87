package routec.compiler.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts child processes that the terminal's Ctrl-C does not reach: this program stops them. */
final class Children {
  private Children() {}

  static ProcessBuilder builder(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>();
    // Ctrl-C goes to a whole process group; in a session of its own a child can finish its calls.
    if (onPath("setsid")) {
      whole.add("setsid");
    }
    whole.addAll(command);
    return new ProcessBuilder(whole);
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
