package routec.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate made for one run by the JDK's keytool, and its PEM for clients to trust. */
final class ServerCertificate {
  private static final String PASSWORD = "simulator";

  private final SSLContext context;
  private final String pem;

  private ServerCertificate(SSLContext context, String pem) {
    this.context = context;
    this.pem = pem;
  }

  /** Makes a self-signed certificate for these host names, {@code localhost} and 127.0.0.1. */
  static ServerCertificate forHosts(Collection<String> hosts) {
    try {
      Path folder = Files.createTempDirectory("bedrock-simulator");
      Path store = folder.resolve("server.p12");
      try {
        keytool(store, hosts);
        return read(store);
      } finally {
        Files.deleteIfExists(store);
        Files.deleteIfExists(folder);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("The simulator's certificate could not be made.", e);
    }
  }

  SSLContext context() {
    return context;
  }

  String pem() {
    return pem;
  }

  private static void keytool(Path store, Collection<String> hosts) throws IOException {
    String names =
        hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","))
            + (hosts.isEmpty() ? "" : ",")
            + "dns:localhost,ip:127.0.0.1";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "simulator", "-dname", "CN=Bedrock simulator"));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
    command.addAll(List.of("-ext", "san=" + names, "-ext", "bc:c", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (InputStream stream = process.getInputStream()) {
      output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        throw new IOException("keytool failed: " + output);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static ServerCertificate read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(file)) {
      store.load(stream, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(store.getCertificate("simulator").getEncoded());
    return new ServerCertificate(
        context, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }
}
