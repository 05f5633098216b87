package routec.compiler.link;

import java.util.List;
import routec.compiler.manifest.AIServiceBackend;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.SchemaName;

/**
 * An AIServiceBackend with its endpoint and credentials.
 *
 * <p>One object an AIServiceBackend: attempts of several rules share it.
 *
 * @param manifest the AIServiceBackend: version, prefix, base model, place
 * @param schema the API that it speaks
 * @param upstreams its addresses; at least one past the gate
 * @param credentials how its requests prove who sends them
 */
public record LinkedBackend(
    AIServiceBackend manifest,
    SchemaName schema,
    List<Upstream> upstreams,
    CredentialSource credentials) {

  public LinkedBackend {
    upstreams = List.copyOf(upstreams);
  }

  public ObjectId id() {
    return manifest.meta().id();
  }
}
