package routec.compiler.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import routec.compiler.output.OutputRefused;
import routec.compiler.run.RunRefused;

/** Says in a sentence why a file could not be read or written. */
final class Failures {
  private Failures() {}

  static String sentence(IOException failure) {
    return switch (failure) {
      case OutputRefused refused -> Objects.toString(refused.getMessage(), "");
      case RunRefused refused -> Objects.toString(refused.getMessage(), "");
      case AccessDeniedException denied -> denied.getFile() + " may not be written or read.";
      case NotDirectoryException not -> not.getFile() + " is no folder.";
      case FileSystemException file ->
          file.getFile()
              + ": "
              + Objects.toString(file.getReason(), "can't be written or read")
              + ".";
      default -> Objects.toString(failure.getMessage(), failure.getClass().getSimpleName());
    };
  }
}
