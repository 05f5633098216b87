package routec.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;
import routec.compiler.compile.Compiler;
import routec.compiler.compile.Sources;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.diag.JsonRenderer;
import routec.compiler.source.SourceFile;

/** {@code routec check}: judges and writes nothing. */
@Command(
    name = "check",
    description = "Judge manifests; write nothing.",
    footer = {
      "",
      "Exit code 0 without errors, 1 with some. Examples:",
      "  routec check -f manifests/                    a folder as one gateway",
      "  routec check -f manifests/ --each             each file as a gateway of its own",
      "  routec check -f manifests/ --format github    beside the lines of a pull request",
      "  routec check -f manifests/ --watch            again at every change"
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Inputs inputs = new Inputs();
  @Mixin private Mistakes mistakes = new Mistakes();

  @Option(names = "--each", description = "Judge each file alone instead of all as one gateway.")
  private boolean each;

  @Option(names = "--watch", description = "Judge again whenever a file changes, until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws IOException {
    if (watch && inputs.files().contains("-")) {
      throw new ParameterException(
          spec.commandLine(), "Standard input can't be watched: name files or folders.");
    }
    return watch ? watch() : check();
  }

  private int check() {
    try (Progress progress = new Progress(spec.commandLine().getErr(), "judging")) {
      return each ? checkEach(progress) : checkAll();
    }
  }

  private int checkAll() {
    Compilation compilation = inputs.compile();
    say(mistakes.render(compilation, ""));
    return compilation.gateway().isPresent() ? Exit.FINE : Exit.ERRORS;
  }

  private int checkEach(Progress progress) {
    Diagnostics reading = new Diagnostics(inputs.strict());
    Sources sources = Sources.read(inputs.files(), System.in, reading);
    List<JsonRenderer.Judged> judged = new ArrayList<>();
    Compiler compiler = new Compiler();
    for (Diagnostic unread : reading.all()) {
      judged.add(new JsonRenderer.Judged(unread.span().file().name(), List.of(unread)));
    }
    for (SourceFile file : sources.files()) {
      Diagnostics diagnostics = new Diagnostics(inputs.strict());
      Compilation alone = compiler.compile(new Sources(List.of(file)), diagnostics);
      judged.add(new JsonRenderer.Judged(file.name(), alone.diagnostics()));
      progress.done(judged.size(), sources.files().size());
    }
    say(mistakes.each(judged));
    boolean good =
        judged.stream().flatMap(file -> file.diagnostics().stream()).noneMatch(Diagnostic::isError);
    return good ? Exit.FINE : Exit.ERRORS;
  }

  private int watch() throws IOException {
    try (FileWatch files = new FileWatch(inputs.files())) {
      while (true) {
        long start = System.nanoTime();
        int code = check();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        PrintWriter err = spec.commandLine().getErr();
        err.println("checked in " + millis + " ms; watching for changes, Ctrl-C ends");
        err.flush();
        files.await();
        if (Thread.currentThread().isInterrupted()) {
          return code;
        }
      }
    }
  }

  private void say(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }
}
