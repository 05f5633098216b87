package routec.compiler.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
      Set.of(
          "role_arn",
          "aws_bearer_token_bedrock",
          "credential_process",
          "sso_session",
          "sso_start_url",
          "login_session");

  /** Ways that a mounted file can't go, and what to do instead. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "credential_process",
          "a Secret must not run programs: write keys, or `role_arn` with `source_profile`",
          "sso_session",
          "nobody signs in at the gateway: write keys, or `role_arn` with `source_profile`",
          "sso_start_url",
          "nobody signs in at the gateway: write keys, or `role_arn` with `source_profile`",
          "login_session",
          "nobody signs in at the gateway: write keys, or `role_arn` with `source_profile`",
          "credential_source",
          "leave `credentialsFile` out for the gateway's own identity",
          "web_identity_token_file",
          "leave `credentialsFile` out for the default chain, which knows web identities",
          "mfa_serial",
          "nobody is there to enter a code: use a role without it");

  @Override
  public void check(LinkedGateway gateway, Diagnostics diagnostics) {
    gateway
        .manifests()
        .of(Secret.class)
        .filter(secret -> secret.meta().sound())
        .forEach(secret -> checkPlaceholders(secret, diagnostics));
    Set<ObjectId> seen = new TreeSet<>();
    for (LinkedBackend backend : gateway.backends()) {
      CredentialSource source =
          backend.credentials() instanceof CredentialSource.OfCaller caller
              ? caller.configured()
              : backend.credentials();
      if (source instanceof CredentialSource.AwsFile file && seen.add(file.policy())) {
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
    if (refused(source, file, profile, value, diagnostics)) {
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

  /** Whether a profile, or one that it builds on, asks for what a mounted file can't have. */
  private static boolean refused(
      CredentialSource.AwsFile source,
      CredentialsFile file,
      String profile,
      SecretValue value,
      Diagnostics diagnostics) {
    Set<String> seen = new TreeSet<>();
    String name = profile;
    while (seen.add(name) && file.sections().containsKey(name)) {
      Map<String, CredentialsFile.Entry> section = file.sections().get(name);
      for (Map.Entry<String, String> refused : new TreeMap<>(REFUSED).entrySet()) {
        CredentialsFile.Entry entry = section.get(refused.getKey());
        if (entry != null) {
          diagnostics.add(
              Diagnostic.of(
                      Code.RC0502,
                      value.span(entry.start(), entry.end()),
                      "The profile `%s` uses `%s`, which a credentials file in a Secret can't."
                          .formatted(Words.shorten(name), refused.getKey()))
                  .about(source.policy().toString())
                  .hint(refused.getValue()));
          return true;
        }
      }
      CredentialsFile.Entry next = section.get("source_profile");
      if (section.containsKey("role_arn")
          && (next == null || !file.sections().containsKey(next.value()))) {
        diagnostics.add(
            Diagnostic.of(
                    Code.RC0430,
                    value.span(),
                    "The profile `%s` assumes a role, but no `source_profile` of the file may."
                        .formatted(Words.shorten(name)))
                .about(source.policy().toString())
                .hint("name the profile with the keys: `source_profile = …`"));
        return true;
      }
      name = next == null ? name : next.value();
    }
    return false;
  }
}
