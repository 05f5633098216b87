package routec.compiler.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routec.compiler.check.Checks;
import routec.compiler.diag.AllowComments;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.emit.GeneratedFile;
import routec.compiler.emit.envoy.EnvoyEmitter;
import routec.compiler.emit.envoy.EnvoySettings;
import routec.compiler.emit.java.JavaEmitter;
import routec.compiler.link.LinkedGateway;
import routec.compiler.link.Linker;
import routec.compiler.lower.Lowering;
import routec.compiler.manifest.ManifestReader;
import routec.compiler.manifest.Manifests;
import routec.compiler.models.BedrockModels;
import routec.compiler.plan.GatewayPlan;
import routec.compiler.schema.JudgedDocument;
import routec.compiler.schema.SchemaStore;
import routec.compiler.schema.Schemas;
import routec.compiler.source.SourceFile;
import routec.compiler.yaml.YamlDocument;
import routec.compiler.yaml.YamlReader;

/**
 * The compile line. Each stage takes one value and returns another; only the diagnostics travel.
 *
 * <p>One gate: where anything is an error, nothing is lowered and so nothing can be written.
 *
 * <p>One compiler may compile again and again, from one thread: it reads each schema only once, and
 * does not judge a file anew that is as it was the last time.
 */
public final class Compiler {
  private final SchemaStore schemas = new SchemaStore();
  private Map<SourceFile, JudgedFile> judged = Map.of();

  /** The objects of a file, and what was wrong with their form. */
  private record JudgedFile(List<JudgedDocument> documents, List<Diagnostic> found) {}

  /**
   * Judges manifests and plans their gateway.
   *
   * @param sources the input
   * @param diagnostics what reading the input found already
   */
  public Compilation compile(Sources sources, Diagnostics diagnostics) {
    List<String> files = sources.files().stream().map(SourceFile::name).toList();
    Manifests manifests = new ManifestReader().read(judge(sources.files(), diagnostics));
    LinkedGateway gateway = new Linker(diagnostics).link(manifests);
    Checks.check(gateway, diagnostics);
    AllowComments.apply(sources.files(), diagnostics);
    if (diagnostics.hasErrors()) {
      return new Compilation(files, diagnostics.all(), Optional.empty());
    }
    GatewayPlan plan = new Lowering(BedrockModels.ofBuild()).lower(gateway);
    return new Compilation(
        files,
        diagnostics.all(),
        Optional.of(new Compilation.Gateway(plan, SecretFiles.of(gateway))));
  }

  /** What the files hold, judged by itself; of a file that is as it was, as it was judged then. */
  private List<JudgedDocument> judge(List<SourceFile> files, Diagnostics diagnostics) {
    Map<SourceFile, JudgedFile> before = judged;
    List<JudgedFile> now =
        diagnostics.each(
            files,
            (file, _) -> {
              JudgedFile known = before.get(file);
              return known == null ? judge(file) : known;
            });
    Map<SourceFile, JudgedFile> kept = new HashMap<>();
    List<JudgedDocument> documents = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      JudgedFile one = now.get(i);
      diagnostics.addAll(one.found());
      documents.addAll(one.documents());
      kept.put(files.get(i), one);
    }
    judged = kept;
    return documents;
  }

  private JudgedFile judge(SourceFile file) {
    Diagnostics found = new Diagnostics();
    List<YamlDocument> documents = new YamlReader(found).read(file);
    List<JudgedDocument> objects = new Schemas(schemas, found).judge(documents);
    return new JudgedFile(objects, found.unfolded());
  }

  /** Everything that the output folder holds. */
  public static List<GeneratedFile> emit(GatewayPlan plan, EnvoySettings envoy) {
    List<GeneratedFile> files = new ArrayList<>(new JavaEmitter().emit(plan));
    files.add(new EnvoyEmitter(envoy).emit(plan));
    return files;
  }
}
