package routec.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wire below: HTTP/1.1, TLS, and the program. */
final class ServerTest {
  private static final String REAL = "bedrock-runtime.eu-west-1.amazonaws.com";

  @Test
  void requestsThatHttpForbidsAreRefused() throws IOException {
    try (BedrockSimulator simulator = BedrockSimulator.startPlain()) {
      assertTrue(raw(simulator, "GET / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 400"));
      assertTrue(raw(simulator, "GET / HTTP/1.0\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 505"));
      assertTrue(
          raw(
                  simulator,
                  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")
              .startsWith("HTTP/1.1 400"));
      assertTrue(
          raw(simulator, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n")
              .startsWith("HTTP/1.1 413"));
      assertTrue(raw(simulator, "POST / HTTP/1.1\nHost: a\n\n").startsWith("HTTP/1.1 400"));
    }
  }

  @Test
  void tlsIsServedUnderTheNameOfTheRealEndpoint() throws IOException, GeneralSecurityException {
    try (BedrockSimulator simulator =
        BedrockSimulator.builder().tls("bedrock.test").region("eu-west-1").start()) {
      for (String name : new String[] {REAL, "bedrock.test", "localhost"}) {
        try (SSLSocket socket = connect(simulator, name)) {
          socket.startHandshake();
          socket
              .getOutputStream()
              .write(
                  ("GET / HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
          String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          assertTrue(reply.contains("MissingAuthenticationTokenException"), reply);
        }
      }
    }
  }

  @Test
  void theProgramSaysWhenItIsReadyAndEndsWithZero(@TempDir Path folder) throws Exception {
    Path pem = folder.resolve("bedrock.pem");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-cp",
                classPath(),
                "routec.simulator.SimulatorMain",
                "--tls",
                "--trust-out",
                pem.toString())
            .redirectErrorStream(true)
            .start();
    try {
      String line = process.inputReader(StandardCharsets.UTF_8).readLine();
      assertTrue(line.startsWith("ready https://127.0.0.1:"), line);
      assertTrue(Files.readString(pem).startsWith("-----BEGIN CERTIFICATE-----"));
      process.destroy();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() {
    String ofSurefire = System.getProperty("surefire.test.class.path", "");
    return ofSurefire.isEmpty() ? System.getProperty("java.class.path", "") : ofSurefire;
  }

  private static SSLSocket connect(BedrockSimulator simulator, String name)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem =
        new ByteArrayInputStream(simulator.trustPem().getBytes(StandardCharsets.US_ASCII))) {
      trusted.setCertificateEntry(
          "simulator", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    new Socket(InetAddress.getLoopbackAddress(), simulator.port()),
                    name,
                    simulator.port(),
                    true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(java.util.List.of(new SNIHostName(name)));
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static String raw(BedrockSimulator simulator, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
