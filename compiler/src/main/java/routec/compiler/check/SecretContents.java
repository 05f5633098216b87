package routec.compiler.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import routec.compiler.diag.Code;
import routec.compiler.diag.Diagnostic;
import routec.compiler.diag.Diagnostics;
import routec.compiler.link.CredentialSource;
import routec.compiler.link.LinkedBackend;
import routec.compiler.link.LinkedGateway;
import routec.compiler.manifest.ObjectId;
import routec.compiler.manifest.Secret;
import routec.compiler.manifest.SecretValue;
import routec.compiler.source.Nearest;
import routec.compiler.source.Span;
import routec.compiler.source.Words;

/** Secrets hold real values, and credentials files the profile that is wanted. */
final class SecretContents implements Check {
  private static final String ID = "aws_access_key_id";
  private static final String KEY = "aws_secret_access_key";

  /** Other ways for a profile to name credentials. */
  private static final Set<String> OTHER_WAYS =
      Set.of("role_arn", "credential_process", "sso_session", "sso_start_url");

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(Secret.class)
        .filter(secret -> secret.meta().sound())
        .forEach(secret -> checkPlaceholders(secret, diagnostics));
    Set<ObjectId> seen = new TreeSet<>();
    for (LinkedBackend backend : gateway.backends()) {
      if (backend.credentials() instanceof CredentialSource.AwsFile file
          && seen.add(file.policy())) {
        file.manifest().ifPresent(secret -> checkProfile(file, secret, diagnostics));
      }
    }
  }

  private static void checkPlaceholders(Secret secret, Diagnostics diagnostics) {
    for (Map.Entry<String, SecretValue> named : secret.values().entrySet()) {
      SecretValue value = named.getValue();
      String text = value.text();
      CredentialsFile file = CredentialsFile.parse(text);
      for (Map<String, CredentialsFile.Entry> section : file.sections().values()) {
        for (CredentialsFile.Entry entry : section.values()) {
          if (Placeholders.isOne(entry.value())) {
            report(secret, entry.key(), value.span(entry.start(), entry.end()), diagnostics);
          }
        }
      }
      if (file.sections().isEmpty() && Placeholders.isOne(text)) {
        report(secret, named.getKey(), value.span(), diagnostics);
      }
    }
  }

  private static void report(Secret secret, String key, Span span, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.of(
                Code.RC0404,
                span,
                "`%s` still has the placeholder of an example.".formatted(Words.shorten(key)))
            .about(secret.meta().id().toString())
            .hint("put the real value here, or create the Secret in the cluster and leave it out"));
  }

  private static void checkProfile(
      CredentialSource.AwsFile source, Secret secret, Diagnostics diagnostics) {
    SecretValue value = secret.values().get(source.key());
    if (value == null) {
      return;
    }
    CredentialsFile file = CredentialsFile.parse(value.text());
    String profile = source.profile().value();
    if (file.sections().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0430,
                  value.span(),
                  "`%s` has no profile: AWS tools read nothing from it.".formatted(source.key()))
              .about(secret.meta().id().toString())
              .hint("begin it with `[default]`, then `aws_access_key_id = …`"));
      return;
    }
    Map<String, CredentialsFile.Entry> section = file.sections().get(profile);
    if (section == null) {
      Set<String> names = file.sections().keySet();
      diagnostics.add(
          Diagnostic.of(
                  Code.RC0405,
                  source.profile().span(),
                  "The credentials file has no profile `%s`.".formatted(Words.shorten(profile)))
              .about(source.policy().toString())
              .related("the file", value.span())
              .hint(
                  Nearest.to(profile, names)
                      .map(near -> "did you mean `" + Words.shorten(near) + "`?")
                      .orElse("it has `" + Words.shorten(String.join("`, `", names)) + "`")));
      return;
    }
    for (String key : List.of(ID, KEY)) {
      if (!section.containsKey(key) && section.keySet().stream().noneMatch(OTHER_WAYS::contains)) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0430,
                    value.span(),
                    "The profile `%s` has no `%s`.".formatted(Words.shorten(profile), key))
                .about(secret.meta().id().toString())
                .hint("add `" + key + " = …` below `[" + Words.shorten(profile) + "]`"));
        return;
      }
    }
  }
}
