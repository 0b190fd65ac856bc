package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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

/**
 * What somebody with an account, or near one, tries: it is refused, told once, and harms nobody.
 */
class AttacksTest {

  private static final String ELSEWHERE = "127.0.0.2";
  private static final List<String> PATH_COMMANDS =
      List.of("RETR", "STOR", "APPE", "SIZE", "MDTM", "MLST", "CWD", "DELE", "RNFR", "MKD", "RMD");
  private static final List<String> LISTS = List.of("LIST", "NLST", "MLSD");

  private static final List<String> WAYS_OUT =
      List.of(
          "../secret.mkv",
          "../../../../../../etc/passwd",
          "/input/../../etc/passwd",
          "/../../etc/passwd",
          "/etc/passwd",
          "//etc//passwd",
          "/secret.mkv",
          "/link/passwd",
          "/proc/self/environ",
          "%2e%2e%2fsecret.mkv",
          "%2E%2E/%2E%2E/etc/passwd",
          "..%5c..%5csecret.mkv",
          "..\\..\\secret.mkv",
          "/input/film.mkv/../../../secret.mkv");

  @TempDir Path temporary;

  private final LogLines log = new LogLines(Refusals.class.getName());
  private StagingHouse house;
  private AttemptId attempt;
  private ServedFiles served;
  private ReturnFolder back;
  private RawFtp ftp;

  @BeforeEach
  void open() throws IOException {
    house =
        new StagingHouse(
            temporary, new JsonObject().put("limits", new JsonObject().put("dataIdleSeconds", 1)));
    house.film("secret.mkv", "secret");
    Files.createSymbolicLink(house.folder.resolve("link"), Path.of("/etc"));
    attempt = house.attempt("job");
    served = house.serve(attempt);
    back = house.takeBack(attempt);
    ftp = RawFtp.loggedIn(served);
  }

  @AfterEach
  void close() throws IOException {
    ftp.close();
    house.close();
    log.close();
  }

  @Test
  void no_command_gets_out_and_the_way_out_is_told() throws IOException {
    for (String path : WAYS_OUT) {
      for (String command : PATH_COMMANDS) {
        assertThat(ftp.transferless(command + " " + path)).as(command).matches("[45]\\d\\d .*");
      }
      for (String command : LISTS) {
        String listing = ftp.receive(command + " " + path);
        assertThat(listing == null ? "" : listing).doesNotContain("secret.mkv", "root", "passwd");
      }
    }

    assertThat(house.folder.resolve("secret.mkv")).hasContent("secret");
    assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
    assertThat(log.lines()).hasSizeBetween(1, 5).allMatch(line -> line.contains("127.0.0.1"));
    assertThat(log.lines())
        .noneMatch(line -> line.contains("etc") || line.contains(served.password()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RETR ../secret.mkv", "SIZE /etc/passwd", "CWD %2e%2e/%2E%2E/etc"})
  void each_way_out_is_told_once(String command) throws IOException {
    assertThat(ftp.transferless(command)).matches("5\\d\\d .*");

    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).contains("127.0.0.1 " + command.substring(0, 3));
  }

  @Test
  void bytes_that_only_look_like_a_way_out_are_none() throws IOException {
    // ".." of two overlong sequences each, as old decoders took them.
    ftp.write(
        new byte[] {
          'C', 'W', 'D', ' ', (byte) 0xc0, (byte) 0xae, (byte) 0xc0, (byte) 0xae, '/', '\r', '\n'
        });

    assertThat(ftp.reply()).startsWith("500");
    assertThat(ftp.reply()).isNull();
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void over_long_paths_are_no_paths() throws IOException {
    String longest = "/input/" + "x/".repeat(1_900);
    for (String command : PATH_COMMANDS) {
      assertThat(ftp.transferless(command + " " + longest)).matches("5\\d\\d .*");
    }
    assertThat(ftp.transferless("CWD " + "../".repeat(1_300))).startsWith("250");
    assertThat(ftp.send("PWD")).startsWith("257 \"/\"");
  }

  @Test
  void control_characters_are_taken_nowhere() throws IOException {
    for (String command : PATH_COMMANDS) {
      assertThat(ftp.send(command + " /input/film.mkv\0.jpg")).startsWith("501");
      assertThat(ftp.send(command + " /input\r/film.mkv")).startsWith("501");
      assertThat(ftp.send(command + " \u0085")).startsWith("501");
    }
    assertThat(log.lines()).hasSize(5);
  }

  @Test
  void the_server_calls_nobody() throws IOException {
    for (String command :
        List.of(
            "PORT 127,0,0,1,0,22",
            "PORT 10,0,0,1,31,144",
            "EPRT |1|10.0.0.1|8080|",
            "LPRT 4,4,10,0,0,1,2,0,22")) {
      assertThat(ftp.send(command)).startsWith("502");
      assertThat(ftp.send("RETR /input/film.mkv")).startsWith("503");
    }
    assertThat(log.lines()).hasSize(4);
  }

  @Test
  void absurd_positions_are_refused_and_forgotten() throws IOException {
    for (String command :
        List.of(
            "REST -1",
            "REST 9223372036854775808",
            "REST 99999999999999999999999999",
            "REST 0x10",
            "REST 1e3",
            "RANG -1 5",
            "RANG 5",
            "RANG 5 4",
            "RANG 0 9223372036854775808",
            "RANG 99999999999999999999 99999999999999999999",
            "RANG a b")) {
      assertThat(ftp.send(command)).startsWith("501");
      assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
    }
  }

  @Test
  void positions_far_behind_the_end_read_nothing_and_write_nothing() throws IOException {
    for (String command :
        List.of(
            "REST 9223372036854775807",
            "REST 4611686018427387904",
            "RANG 999999999999999998 999999999999999999",
            "RANG 1000000000000 1000000000008")) {
      try (Socket data = ftp.data()) {
        assertThat(ftp.send(command)).startsWith("350");
        assertThat(ftp.send("RETR /input/film.mkv")).matches("[45]\\d\\d .*");
        assertThat(ended(data)).isTrue();
      }
      try (Socket data = ftp.data()) {
        assertThat(ftp.send(command)).startsWith("350");
        data.getOutputStream().write('x');
        data.shutdownOutput();
        String reply = ftp.send("STOR /output/" + back.fileName());
        assertThat(reply.startsWith("150") ? ftp.reply() : reply).matches("[45]\\d\\d .*");
      }

      try (Stream<Path> files = Files.walk(house.folder.resolve("out"))) {
        assertThat(files.filter(Files::isRegularFile).map(file -> file.toFile().length()))
            .allMatch(bytes -> bytes == 0);
      }
    }
  }

  @Test
  void a_range_that_no_result_fills_is_refused_at_once() throws IOException {
    assertThat(ftp.send("RANG 0 999999999999999998")).startsWith("350");
    assertThat(ftp.transferless("STOR /output/" + back.fileName())).startsWith("552");

    assertThat(ftp.store("STOR /output/" + back.fileName(), new byte[9])).startsWith("226");
  }

  @Test
  void a_thousand_options_are_a_name_like_others() throws IOException {
    assertThat(ftp.send("SIZE " + "- ".repeat(2_000))).startsWith("550");
    assertThat(ftp.send("NOOP")).startsWith("200");
  }

  @Test
  void data_from_another_address_is_refused_and_does_not_take_the_clients_place()
      throws IOException {
    int port = ftp.passivePort();
    try (Socket foreign = new Socket()) {
      foreign.bind(new InetSocketAddress(ELSEWHERE, 0));
      foreign.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      foreign.setSoTimeout(20_000);
      ftp.write("RETR /input/film.mkv\r\n");
      assertThat(ftp.reply()).startsWith("150");
      assertThat(ended(foreign)).isTrue();
      try (Socket own = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(own.getInputStream().readAllBytes()).asString().isEqualTo("raw film");
      }
    }
    assertThat(ftp.reply()).startsWith("226");
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).contains(ELSEWHERE);
  }

  @Test
  void a_thousand_ports_that_nobody_comes_to_are_one() throws IOException {
    long before = listening();
    for (int i = 0; i < 1_000; i++) {
      assertThat(ftp.send(i % 2 == 0 ? "PASV" : "EPSV")).matches("22[79] .*");
    }

    assertThat(listening() - before).isLessThanOrEqualTo(1);
    assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
  }

  @Test
  void a_client_that_reads_no_more_or_sends_no_more_loses_its_transfer_only() throws IOException {
    Path film = house.folder.resolve("long.mkv");
    try (RandomAccessFile sparse = new RandomAccessFile(film.toFile(), "rw")) {
      sparse.setLength(64 << 20);
    }
    AttemptId other = house.attempt("other", 1, film, house.folder.resolve("o.mp4"), false);
    try (RawFtp slow = RawFtp.loggedIn(house.serve(other));
        Socket unread = slow.data()) {
      assertThat(slow.send("RETR /input/long.mkv")).startsWith("150");
      assertThat(slow.reply()).startsWith("426");
      assertThat(unread.isClosed()).isFalse();
      assertThat(slow.send("NOOP")).startsWith("200");
    }
    try (Socket unsent = ftp.data()) {
      assertThat(ftp.send("STOR /output/" + back.fileName())).startsWith("150");
      assertThat(ftp.reply()).startsWith("426");
      assertThat(ended(unsent)).isTrue();
      assertThat(ftp.send("NOOP")).startsWith("200");
    }
  }

  @Test
  void an_account_is_worth_nothing_after_its_attempt() throws IOException {
    house.end(attempt);
    assertThat(ftp.hangsUp()).isTrue();

    assertThatThrownBy(() -> RawFtp.loggedIn(served)).hasMessageStartingWith("530");
    assertThatThrownBy(() -> RawFtp.loggedIn(back.url(), back.user(), back.password()))
        .hasMessageStartingWith("530");
    assertThat(log.lines())
        .hasSize(2)
        .noneMatch(line -> line.contains(served.user()) || line.contains(served.password()));
  }

  @Test
  void an_account_is_worth_nothing_once_its_job_has_another_attempt() throws IOException {
    AttemptId second =
        house.attempt(
            "job",
            2,
            house.folder.resolve("film.mkv"),
            house.folder.resolve("out/film.mp4"),
            false);
    ServedFiles now = house.serve(second);

    assertThat(ftp.hangsUp()).isTrue();
    assertThatThrownBy(() -> RawFtp.loggedIn(served)).hasMessageStartingWith("530");
    RawFtp.loggedIn(now).close();
  }

  @Test
  void nobody_is_anonymous() throws IOException {
    for (String name : List.of("anonymous", "ANONYMOUS", "ftp")) {
      try (RawFtp guest = new RawFtp(StagingHouse.port(served.url()))) {
        assertThat(guest.send("USER " + name)).startsWith("530");
        assertThat(guest.reply()).isNull();
      }
    }
    assertThat(log.lines()).hasSize(3);
  }

  @Test
  void commands_sent_ahead_run_one_after_the_other_and_none_behind_the_end() throws IOException {
    ftp.write("CWD /input\r\nPWD\r\nCDUP\r\nPWD\r\nQUIT\r\nDELE /input/film.mkv\r\nNOOP\r\n");

    assertThat(ftp.reply()).startsWith("250");
    assertThat(ftp.reply()).startsWith("257 \"/input\"");
    assertThat(ftp.reply()).startsWith("250");
    assertThat(ftp.reply()).startsWith("257 \"/\"");
    assertThat(ftp.reply()).startsWith("221");
    assertThat(ftp.hangsUp()).isTrue();
  }

  @Test
  void abor_without_a_transfer_is_answered_and_gives_its_port_back() throws IOException {
    int port = ftp.passivePort();
    assertThat(ftp.send("ABOR")).startsWith("226");

    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .isInstanceOf(IOException.class);
    assertThat(ftp.send("ABOR")).startsWith("226");
    assertThat(ftp.receive("RETR /input/film.mkv")).isEqualTo("raw film");
  }

  private static boolean ended(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return e instanceof java.net.SocketException;
    }
  }

  /** Sockets of this process that listen. */
  private static long listening() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/net/tcp"))) {
      List<String> inodes =
          lines
              .map(line -> line.strip().split(" +"))
              .filter(f -> f[3].equals("0A"))
              .map(f -> f[9])
              .toList();
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return open.map(AttacksTest::target)
            .filter(target -> inodes.stream().anyMatch(i -> target.equals("socket:[" + i + "]")))
            .count();
      }
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
