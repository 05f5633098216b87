package routec.compiler.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import routec.compiler.emit.GeneratedFile;

/** Compiles generated sources in this process, from memory into memory. */
public final class RoutesCompiler {
  private static final String SOURCES = "src/main/java/";
  private static final String RESOURCES = "src/main/resources/";

  private RoutesCompiler() {}

  /**
   * The class files and resources of generated files by their names in a jar.
   *
   * @param files what the compiler generated; anything but sources and resources is left out
   * @throws RunRefused if this Java has no compiler
   * @throws IllegalStateException if the sources don't compile: a bug of ours
   */
  public static SortedMap<String, byte[]> compile(List<GeneratedFile> files) throws IOException {
    return compile(files, ClassPath.withoutGateways());
  }

  static SortedMap<String, byte[]> compile(List<GeneratedFile> files, List<String> classPath)
      throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    for (GeneratedFile file : files) {
      if (file.path().startsWith(RESOURCES)) {
        entries.put(
            file.path().substring(RESOURCES.length()),
            file.text().getBytes(StandardCharsets.UTF_8));
      }
    }
    classes(files, classPath).forEach((name, code) -> entries.put(name, code.toByteArray()));
    return entries;
  }

  private static SortedMap<String, ByteArrayOutputStream> classes(
      List<GeneratedFile> files, List<String> classPath) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new RunRefused("This Java has no compiler: run routec with a JDK 25, not a JRE.");
    }
    List<Source> sources =
        files.stream().filter(file -> file.path().startsWith(SOURCES)).map(Source::new).toList();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    StringWriter other = new StringWriter();
    SortedMap<String, ByteArrayOutputStream> classes = new TreeMap<>();
    try (StandardJavaFileManager standard =
        javac.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("-proc:none", "-implicit:none", "-g", "-classpath", ClassPath.join(classPath));
      Memory memory = new Memory(standard, classes);
      if (!javac.getTask(other, memory, found, options, List.of(), sources).call()) {
        throw new IllegalStateException(
            "The generated sources do not compile:\n" + errors(found) + other);
      }
    }
    return classes;
  }

  private static String errors(DiagnosticCollector<JavaFileObject> found) {
    StringBuilder text = new StringBuilder();
    found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .limit(10)
        .forEach(diagnostic -> text.append(diagnostic).append('\n'));
    return text.toString();
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(GeneratedFile file) {
      super(URI.create("routec:///" + file.path()), Kind.SOURCE);
      this.text = file.text();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps classes in memory. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final SortedMap<String, ByteArrayOutputStream> classes;

    Memory(JavaFileManager next, SortedMap<String, ByteArrayOutputStream> classes) {
      super(next);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      String path = name.replace('.', '/') + kind.extension;
      return new SimpleJavaFileObject(URI.create("routec:///" + path), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          classes.put(path, out);
          return out;
        }
      };
    }
  }
}
