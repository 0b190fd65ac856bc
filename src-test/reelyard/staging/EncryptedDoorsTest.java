package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPSClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.ftp.LogLines;
import reelyard.ftp.Refusals;
import reelyard.message.AttemptId;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.tls.ThrowawayPems;
import reelyard.tls.TlsChannel;
import reelyard.tls.Trusting;

/** Staging that speaks TLS, by a certificate of the configuration. */
class EncryptedDoorsTest {

  @TempDir static Path keys;

  private static ThrowawayPems pems;

  @TempDir Path temporary;

  private StagingHouse house;
  private AttemptId attempt;
  private ServedFiles served;

  @BeforeAll
  static void makeKeys() throws Exception {
    pems = ThrowawayPems.in(keys);
  }

  @BeforeEach
  void open() throws IOException {
    JsonObject tls =
        new JsonObject()
            .put("mode", "always")
            .put("certificate", pems.certificate().toString())
            .put("key", pems.key().toString());
    house = new StagingHouse(temporary, new JsonObject().put("tls", tls));
    attempt = house.attempt("job");
    served = house.serve(attempt);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void tells_the_fingerprint_by_which_it_is_known_with_both_folders() throws Exception {
    ReturnFolder back = house.takeBack(attempt);

    assertThat(served.fingerprint()).matches("[0-9a-f]{64}").isEqualTo(back.fingerprint());
    try (RawFtp ftp = loggedIn(Trusting.only(served.fingerprint()), "TLSv1.3")) {
      assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
    }
    SSLContext another = Trusting.only("0".repeat(64));
    assertThatThrownBy(() -> loggedIn(another, "TLSv1.3")).isInstanceOf(SSLException.class);
  }

  @Test
  void makes_a_certificate_of_its_own_and_keeps_it() throws Exception {
    house.leave();
    JsonObject tls = new JsonObject().put("mode", "always").put("certificate", "").put("key", "");
    house.change("tls", tls);

    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));
    String made = house.serve(attempt).fingerprint();
    house.leave();
    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));

    assertThat(made).matches("[0-9a-f]{64}").isNotEqualTo(served.fingerprint());
    assertThat(house.serve(attempt).fingerprint()).isEqualTo(made);
  }

  @Test
  void carries_a_film_there_and_back_with_commons_net() throws Exception {
    byte[] result = new byte[3_000_001];
    new Random(1).nextBytes(result);
    ReturnFolder back = house.takeBack(attempt);
    FTPSClient client = new FTPSClient(false, Trusting.only(served.fingerprint()));
    client.connect("127.0.0.1", StagingHouse.port(served.url()));
    try {
      client.execPBSZ(0);
      client.execPROT("P");
      assertThat(client.login(served.user(), served.password())).isTrue();
      client.setFileType(FTP.BINARY_FILE_TYPE);
      client.enterLocalPassiveMode();
      client.setUseEPSVwithIPv4(true);
      assertThat(client.listNames("/input")).hasSize(1);
      try (var in = client.retrieveFileStream("/input/film.mkv")) {
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("raw film");
      }
      assertThat(client.completePendingCommand()).isTrue();
      assertThat(
              client.storeFile(
                  "/output/" + back.fileName(), new java.io.ByteArrayInputStream(result)))
          .as(client.getReplyString())
          .isTrue();
    } finally {
      client.disconnect();
    }

    assertThat(house.commit(attempt, "film.mp4", result.length).bytes()).isEqualTo(result.length);
    assertThat(house.folder.resolve("out/film.mp4")).hasBinaryContent(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void knows_the_client_again_on_data_connections(String protocol) throws Exception {
    SSLContext context = Trusting.anyone();
    try (RawFtp ftp = new RawFtp(StagingHouse.port(served.url()))) {
      SSLSession control = ftp.secure(context, protocol);
      control.putValue("known", "yes");
      ftp.send("USER " + served.user());
      ftp.send("PASS " + served.password());
      for (int i = 0; i < 3; i++) {
        // By the control connection's port: under that name the client knows the session.
        SSLEngine engine = context.createSSLEngine("127.0.0.1", StagingHouse.port(served.url()));
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        try (TlsChannel data = new TlsChannel(ftp.dataChannel(), engine)) {
          ftp.write("RETR /input/film.mkv\r\n");
          data.handshake();
          ByteBuffer film = ByteBuffer.allocate(100);
          assertThat(data.read(film)).isEqualTo(8);
          assertThat(data.read(film)).isEqualTo(-1);
          assertThat(ftp.reply()).startsWith("150");
          assertThat(ftp.reply()).startsWith("226");
        }
        assertThat(engine.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(engine.getSession().getValue("known")).as("connection " + i).isEqualTo("yes");
      }
    }
  }

  @Test
  void takes_no_password_in_clear_text() throws Exception {
    try (RawFtp ftp = new RawFtp(StagingHouse.port(served.url()))) {
      assertThat(ftp.send("USER " + served.user())).startsWith("530");
      assertThat(ftp.send("PASS " + served.password())).startsWith("530");
      assertThat(ftp.send("PBSZ 0")).startsWith("530");
      assertThat(ftp.send("PROT P")).startsWith("530");
      assertThat(ftp.send("AUTH KERBEROS_V4")).startsWith("504");
      ftp.secure(Trusting.anyone(), "TLSv1.2");
      assertThat(ftp.send("AUTH TLS")).startsWith("534");
      assertThat(ftp.send("USER " + served.user())).startsWith("331");
      assertThat(ftp.send("PASS " + served.password())).startsWith("230");
    }
  }

  @Test
  void tells_of_encryption_before_anybody_logged_in() throws Exception {
    try (RawFtp ftp = new RawFtp(StagingHouse.port(served.url()))) {
      ftp.write("FEAT\r\n");
      assertThat(ftp.wholeReply()).contains(" AUTH TLS", " PBSZ", " PROT", " RANG STREAM");
    }
  }

  @Test
  void moves_no_data_in_clear_text() throws Exception {
    try (RawFtp ftp = loggedIn(Trusting.anyone(), "TLSv1.3")) {
      assertThat(ftp.send("PROT C")).startsWith("534");
      assertThat(ftp.send("PROT S")).startsWith("504");
    }
    FTPSClient client = new FTPSClient(false, Trusting.anyone());
    client.connect("127.0.0.1", StagingHouse.port(served.url()));
    try {
      assertThat(client.login(served.user(), served.password())).isTrue();
      assertThat(client.sendCommand("EPSV")).isEqualTo(521);
      assertThat(client.sendCommand("PASV")).isEqualTo(521);
      assertThat(client.sendCommand("RETR /input/film.mkv")).isEqualTo(503);
    } finally {
      client.disconnect();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void speaks_no_old_tls(String protocol) throws Exception {
    // Java's own refusal of old versions would hide the server's: send a hello of theirs by hand.
    try (RawFtp ftp = new RawFtp(StagingHouse.port(served.url()))) {
      assertThat(ftp.send("AUTH TLS")).startsWith("234");
      ftp.write(OldHello.of(protocol));
      // An alert (21) that says protocol_version (70), unless the hang-up overtakes it.
      byte[] alert = ftp.bytes(7);
      if (alert.length > 0) {
        assertThat(alert[0]).isEqualTo((byte) 21);
        assertThat(alert[6]).isEqualTo((byte) 70);
      }
      assertThat(ftp.bytes(1)).as("hung up").isEmpty();
    }
  }

  @Test
  void hangs_up_on_commands_that_came_behind_auth_in_clear_text() throws Exception {
    try (RawFtp ftp = new RawFtp(StagingHouse.port(served.url()))) {
      ftp.write("AUTH TLS\r\nUSER %s\r\nPASS %s\r\n".formatted(served.user(), served.password()));
      // The hang-up may overtake the reply to AUTH; a reply to USER never comes.
      String reply = ftp.reply();
      if (reply != null) {
        assertThat(reply).startsWith("234");
        assertThat(ftp.reply()).isNull();
      }
    }
  }

  @Test
  void hangs_up_on_half_a_command_that_came_behind_auth_in_clear_text() throws Exception {
    try (LogLines log = new LogLines(Refusals.class.getName());
        RawFtp ftp = new RawFtp(StagingHouse.port(served.url()))) {
      ftp.write("AUTH TLS\r\nQUIT ");
      // The hang-up may overtake the reply to AUTH.
      String reply = ftp.reply();
      if (reply != null) {
        assertThat(reply).startsWith("234");
        assertThat(ftp.reply()).isNull();
      }
      assertThat(log.lines()).hasSize(1).allMatch(line -> line.contains("in clear text"));
    }
  }

  private RawFtp loggedIn(SSLContext context, String protocol) throws IOException {
    RawFtp ftp = new RawFtp(StagingHouse.port(served.url()));
    try {
      ftp.secure(context, protocol);
      ftp.send("USER " + served.user());
      if (!ftp.send("PASS " + served.password()).startsWith("230")) {
        throw new IOException("not let in");
      }
      return ftp;
    } catch (IOException e) {
      ftp.close();
      throw e;
    }
  }
}
