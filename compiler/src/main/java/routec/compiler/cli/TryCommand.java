package routec.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import routec.compiler.compile.Compilation;
import routec.compiler.rehearse.RecordedReply;
import routec.compiler.rehearse.Trial;
import routec.compiler.rehearse.TrialJson;
import routec.compiler.rehearse.TrialText;
import routec.runtime.bytes.Slice;
import routec.runtime.server.Rehearsal;
import routec.runtime.spi.Endpoint;
import routec.runtime.spi.Header;

/** {@code routec try}: what one call becomes upstream, and what its client gets. */
@Command(
    name = "try",
    description = {
      "Show what a client's request becomes upstream, and what is dropped, without any network.",
      "With --reply also what the client gets for a provider's recorded reply."
    },
    footer = {
      "",
      "Exit code 1 if the gateway itself refuses the request. Example:",
      "  routec try -f aws.yaml request.json --reply recorded.json"
    },
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Inputs inputs = new Inputs();

  @Parameters(
      arity = "0..1",
      paramLabel = "REQUEST",
      description = "The body of the request, a JSON file, or - for standard input.")
  private String request = "";

  @Option(
      names = "--endpoint",
      paramLabel = "PATH",
      defaultValue = "/v1/chat/completions",
      description = "What the client calls (default: ${DEFAULT-VALUE}).")
  private String path = "/v1/chat/completions";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME:VALUE",
      description = "A header of the request; may be repeated.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--listener",
      paramLabel = "NAME",
      description = "The listener that takes the request (default: the first).")
  private String listener = "";

  @Option(
      names = "--reply",
      paramLabel = "FILE",
      description =
          "What the provider answers: a recorded reply or just its body; repeated, one an attempt.")
  private List<Path> replies = new ArrayList<>();

  @Option(names = "--pretty", description = "Spread JSON bodies over lines.")
  private boolean pretty;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  /** How the outcome is told; spelled as users type it. */
  @SuppressWarnings("MemberName")
  enum Format {
    text,
    json
  }

  @Override
  public Integer call() throws IOException {
    Rehearsal.Request call = request();
    List<RecordedReply> recorded = new ArrayList<>();
    for (Path reply : replies) {
      recorded.add(RecordedReply.read(reply));
    }
    Optional<Compilation.Gateway> gateway =
        inputs.gateway(spec.commandLine().getErr(), "nothing tried");
    if (gateway.isEmpty()) {
      return Exit.ERRORS;
    }
    Trial trial = Trial.of(Rehearsals.routes(gateway.get().plan()), listener, call, recorded);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case text -> TrialText.of(trial, gateway.get().plan(), pretty);
          case json -> TrialJson.of(trial, gateway.get().plan());
        });
    out.flush();
    boolean refused = trial.played().sent().isEmpty() && trial.played().status() >= 400;
    return refused ? Exit.ERRORS : Exit.FINE;
  }

  private Rehearsal.Request request() throws IOException {
    Endpoint endpoint =
        Endpoint.at(path)
            .orElseThrow(() ->
                wrong(
                    "Nothing can be called at `%s`; there are: %s."
                        .formatted(
                            path,
                            Arrays.stream(Endpoint.values())
                                .map(Endpoint::path)
                                .collect(Collectors.joining(", ")))));
    if (request.isEmpty() && endpoint.method().equals("POST")) {
      throw wrong("Name the request's file, or - for standard input.");
    }
    List<Header> all = new ArrayList<>();
    String host = "";
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 1) {
        throw wrong("--header wants NAME:VALUE, not `" + header + "`.");
      }
      String name = header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = header.substring(colon + 1).strip();
      host = name.equals("host") ? value : host;
      all.add(new Header(name, value));
    }
    return new Rehearsal.Request(endpoint, host, all, body());
  }

  private Slice body() throws IOException {
    if (request.isEmpty()) {
      return Slice.EMPTY;
    }
    if (!request.equals("-")) {
      return Slice.of(Files.readAllBytes(Path.of(request)));
    }
    if (inputs.files().contains("-")) {
      throw wrong("Only one of the manifests and the request can be standard input.");
    }
    return Slice.of(System.in.readAllBytes());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
