package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.AttemptId;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;

/** Nothing but its own input and output can be reached by whoever holds an account. */
class EscapesTest {

  @TempDir Path temporary;

  private StagingHouse house;
  private AttemptId attempt;
  private ServedFiles served;
  private RawFtp ftp;

  @BeforeEach
  void open() throws IOException {
    house = new StagingHouse(temporary);
    attempt = house.attempt("job");
    house.film("secret.mkv", "secret");
    served = house.serve(attempt);
    house.takeBack(attempt);
    ftp = RawFtp.loggedIn(served.url(), served.user(), served.password());
  }

  @AfterEach
  void close() throws IOException {
    ftp.close();
    house.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.mkv",
        "/input/../secret.mkv",
        "/input/../../../../../../etc/passwd",
        "/etc/passwd",
        "//etc/passwd",
        "..%2Fsecret.mkv",
        "%2e%2e/secret.mkv",
        "..\\secret.mkv",
        "/input/film.mkv/../../secret.mkv",
        "/secret.mkv",
        "secret.mkv",
        "~/secret.mkv",
        "/output/film.mp4",
        "/proc/self/environ",
        "*",
      })
  void reads_nothing_but_the_input(String path) throws IOException {
    assertThat(ftp.receive("RETR " + path)).isNull();
    assertThat(ftp.send("SIZE " + path)).startsWith("550");
    assertThat(ftp.send("MDTM " + path)).startsWith("550");
  }

  @Test
  void shows_nothing_but_its_own() throws IOException {
    assertThat(ftp.receive("NLST /").lines()).containsExactlyInAnyOrder("input", "output");
    assertThat(ftp.receive("NLST /input").lines()).containsExactly("film.mkv");
    assertThat(ftp.receive("NLST /output")).isEmpty();
    assertThat(ftp.receive("NLST -a /input/../..").lines())
        .containsExactlyInAnyOrder("input", "output");
    for (String path : List.of("/etc", "/input/film.mkv/..", "..", "/home")) {
      String listing = ftp.receive("LIST -a " + path);
      assertThat(listing == null || !listing.contains("secret")).isTrue();
    }
    assertThat(ftp.send("CWD /etc")).startsWith("550");
    assertThat(ftp.send("CWD /input/film.mkv")).startsWith("550");
    assertThat(ftp.send("CDUP")).startsWith("250");
    assertThat(ftp.send("PWD")).startsWith("257 \"/\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/output/second.mp4",
        "/input/film.mkv",
        "/input/film.mp4",
        "/film.mp4",
        "/output/../film.mkv",
        "/output/film.mp4/x",
        "/output/",
        "/output/FILM.MP4",
      })
  void writes_nothing_but_the_one_result(String path) throws IOException {
    assertThat(ftp.store("STOR " + path, "x".getBytes(UTF_8))).startsWith("553");
    assertThat(ftp.store("APPE " + path, "x".getBytes(UTF_8))).startsWith("553");
    assertThat(house.folder.resolve("film.mkv")).hasContent("raw film");
    assertThat(house.folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PORT 127,0,0,1,0,22",
        "PORT 10,0,0,1,0,22",
        "EPRT |1|127.0.0.1|22|",
        "LPRT 4,4,127,0,0,1,2,0,22",
        "DELE /input/film.mkv",
        "RNFR /input/film.mkv",
        "RNTO /input/b",
        "MKD /output/x",
        "RMD /input",
        "STOU",
        "SITE CHMOD 777 film.mkv",
        "SITE WHO",
        "STAT /etc",
        "MFMT 20200101000000 /input/film.mkv",
        "MODE Z",
        "AUTH TLS",
        "MD5 /input/film.mkv",
        "XRMD /input",
      })
  void has_no_command_to_change_anything_or_to_reach_a_third_host(String command)
      throws IOException {
    assertThat(ftp.send(command)).startsWith("502");
    assertThat(house.folder.resolve("film.mkv")).hasContent("raw film");
  }

  @Test
  void takes_no_control_characters_and_runs_nothing_behind_them() throws IOException {
    assertThat(ftp.send("RETR film.mkv\0.jpg")).startsWith("501");
    assertThat(ftp.send("STOR /output/film.mp4\rDELE x")).startsWith("501");
    ftp.write("CWD /input\nDELE film.mkv\r\n");
    assertThat(ftp.reply()).startsWith("250");
    assertThat(ftp.reply()).startsWith("502");
    assertThat(house.folder.resolve("film.mkv")).exists();
  }

  @Test
  void hangs_up_on_garbage_and_on_endless_lines_and_serves_others_on() throws IOException {
    ftp.write(new byte[] {'C', 'W', 'D', ' ', (byte) 0xff, (byte) 0xfe, '\r', '\n'});
    assertThat(ftp.reply()).startsWith("500");
    assertThat(ftp.reply()).isNull();
    try (RawFtp endless = new RawFtp(StagingHouse.port(served.url()))) {
      endless.write("USER " + "x".repeat(5_000) + "\r\n");
      assertThat(endless.reply()).startsWith("500");
      assertThat(endless.reply()).isNull();
    }
    try (RawFtp other = RawFtp.loggedIn(served.url(), served.user(), served.password())) {
      assertThat(other.send("CWD /input")).startsWith("250");
    }
  }

  @Test
  void serves_no_file_that_was_changed_for_a_link_meanwhile() throws IOException {
    Path film = house.folder.resolve("film.mkv");
    Files.delete(film);
    Files.createSymbolicLink(film, house.folder.resolve("secret.mkv"));

    assertThat(ftp.store("RETR /input/film.mkv", new byte[0])).startsWith("551");
  }

  @Test
  void lets_nobody_in_without_the_right_password() throws IOException {
    int port = StagingHouse.port(served.url());
    try (RawFtp guest = new RawFtp(port)) {
      assertThat(guest.send("LIST")).startsWith("530");
      assertThat(guest.send("PASS x")).startsWith("503");
      assertThat(guest.send("USER " + served.user())).startsWith("331");
      assertThat(guest.send("PASS wrong")).startsWith("530");
      assertThat(guest.send("RETR /input/film.mkv")).startsWith("530");
      guest.send("USER " + served.user());
      guest.send("PASS " + served.password().substring(1));
      guest.send("USER nobody");
      assertThat(guest.send("PASS third")).startsWith("530");
      assertThat(guest.reply()).as("hung up after three failures").isNull();
    }
    try (RawFtp guest = new RawFtp(port)) {
      assertThat(guest.send("USER anonymous")).startsWith("530");
    }
    try (RawFtp guest = new RawFtp(port)) {
      assertThat(guest.send("USER admin")).startsWith("331");
      assertThat(guest.send("PASS admin")).startsWith("530");
    }
  }

  @Test
  void one_attempts_account_does_not_see_anothers_files() throws IOException {
    AttemptId other =
        house.attempt(
            "other", 1, house.folder.resolve("secret.mkv"), house.folder.resolve("o.mp4"), false);
    ServedFiles others = house.serve(other);
    ReturnFolder othersBack = house.takeBack(other);

    assertThat(ftp.receive("RETR /input/secret.mkv")).isNull();
    assertThat(ftp.store("STOR /output/" + othersBack.fileName(), new byte[1])).startsWith("553");
    assertThat(others.password()).isNotEqualTo(served.password());
    assertThatThrownBy(() -> RawFtp.loggedIn(others.url(), others.user(), served.password()))
        .hasMessageContaining("530");
  }

  @Test
  void logs_no_password_and_no_line_for_each_command() throws IOException {
    List<String> lines = new ArrayList<>();
    Handler recorder =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            synchronized (lines) {
              lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    recorder.setLevel(Level.INFO);
    Logger root = Logger.getLogger("");
    Logger apache = Logger.getLogger("org.apache");
    root.addHandler(recorder);
    apache.setLevel(Level.INFO);
    try {
      StagingVerticleTest.store(house.takeBack(attempt), "result");
      ftp.receive("RETR /input/film.mkv");
      house.commit(attempt, "film.mp4", 6);
      try (RawFtp other = new RawFtp(StagingHouse.port(served.url()))) {
        other.send("USER " + served.user());
        // The server reads this as PASS.
        assertThat(other.send("XPASS " + served.password())).startsWith("230");
        for (int i = 0; i < 20; i++) {
          other.send("NOOP");
        }
      }
    } finally {
      apache.setLevel(null);
      root.removeHandler(recorder);
    }
    synchronized (lines) {
      assertThat(lines).noneMatch(line -> line.contains(served.password()));
      assertThat(lines).hasSizeLessThan(12);
    }
  }
}
