package routec.runtime.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import routec.runtime.bytes.Slice;

/**
 * A self-made certificate for servers on loopback.
 *
 * @param context what a server shows it by
 * @param pem the certificate, to be trusted
 */
public record TestCertificate(SSLContext context, Slice pem) {
  private static final String PASSWORD = "changeit";

  /**
   * Makes one.
   *
   * @param name the host name that it is for
   */
  public static TestCertificate of(Path folder, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "peer",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=peer",
            "-ext",
            "san=dns:" + name,
            "-ext",
            "bc:c",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(output);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    String der = Base64.getMimeEncoder().encodeToString(keys.getCertificate("peer").getEncoded());
    return new TestCertificate(
        context,
        Slice.utf8("-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n"));
  }

  /** A socket on loopback that shows it. */
  ServerSocket server() throws IOException {
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
