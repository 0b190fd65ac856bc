package reelyard.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.commons.net.DefaultSocketFactory;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reelyard.login.PasswordHash;
import reelyard.login.User;
import reelyard.login.UserFile;
import reelyard.model.UserRole;
import reelyard.tls.TlsSettings;

/** The watched folders by FTP, with a user's own account. */
final class DropServerTest {

  private static final String PASSWORD = "correct horse";
  private static final String KEPT = PasswordHash.of(PASSWORD);

  @TempDir private Path folder;
  private UserFile users;
  private Ledger ledger;
  private DropServer server;
  private FTPClient client;
  private Shares shares;
  private Path in;

  @BeforeEach
  void start() throws Exception {
    in = Files.createDirectory(folder.resolve("in"));
    Files.createDirectory(folder.resolve("other"));
    users = new UserFile(folder.resolve("users.jsonl"));
    add(new User("anna", UserRole.SUBMITTER, List.of("films"), KEPT));
    add(new User("vic", UserRole.VIEWER, List.of("films"), KEPT));
    Map<String, Rule> rules = new TreeMap<>();
    rules.put("films", Drops.rule(in, in.resolve("done"), null));
    rules.put("others", Drops.rule(folder.resolve("other"), folder.resolve("out"), null));
    ledger = Ledger.open(folder.resolve("ledger.db"));
    shares = new Shares(rules);
    server = server("never");
    client = client("anna", PASSWORD);
  }

  @AfterEach
  void stop() throws Exception {
    client.disconnect();
    server.stop();
    ledger.close();
  }

  @Test
  void a_user_sees_the_folders_that_are_his_and_nothing_else() throws Exception {
    assertThat(names("/")).containsExactly("films");
    assertThat(client.changeWorkingDirectory("/others")).isFalse();
    assertThat(client.changeWorkingDirectory("/films")).isTrue();
    assertThat(client.changeWorkingDirectory("../../..")).isTrue();
    assertThat(client.printWorkingDirectory()).isEqualTo("/");
  }

  @Test
  void a_film_is_handed_in_and_has_its_name_only_when_all_of_it_came() throws Exception {
    byte[] film = "a film".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    client.setSocketFactory(new ResettingSockets());
    assertThatThrownBy(() -> client.storeFile("/films/-it's \"new\".mkv", broken(film, 200_000)))
        .isInstanceOf(IOException.class);
    reconnect();

    assertThat(new Finder(Drops.rule(in, in.resolve("done"), null)).look().finds()).isEmpty();
    long here = client.listFiles("/films")[0].getSize();
    assertThat(here).isPositive().isLessThan(film.length);

    client.setRestartOffset(here);
    assertThat(
            client.storeFile(
                "/films/-it's \"new\".mkv",
                new ByteArrayInputStream(film, (int) here, film.length - (int) here)))
        .isTrue();
    assertThat(Files.readAllBytes(in.resolve("-it's \"new\".mkv"))).isEqualTo(film);
    assertThat(names("/films")).containsExactly("-it's \"new\".mkv");
  }

  @Test
  void what_was_cut_off_where_it_seemed_to_be_its_end_is_gone_on_with() throws Exception {
    store("/films/a.mkv", "half");

    assertThat(client.appendFile("/films/a.mkv", bytes(" and half"))).isTrue();

    assertThat(in.resolve("a.mkv")).hasContent("half and half");
  }

  @Test
  void what_a_dying_client_sent_is_no_film_yet() throws Exception {
    OutputStream out = client.storeFileStream("/films/a.mkv");
    out.write("half".getBytes(StandardCharsets.UTF_8));
    out.close();
    client.disconnect();

    Path upload = in.resolve(".a.mkv.reelyard-upload");
    await(() -> !Files.exists(upload) || isFree(upload));
    assertThat(in.resolve("a.mkv")).doesNotExist();
    client = client("anna", PASSWORD);
    client.setRestartOffset(4);
    store("/films/a.mkv", " and half");
    assertThat(in.resolve("a.mkv")).hasContent("half and half");
  }

  private static boolean isFree(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(BooleanSupplier happened) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void a_removed_users_transfer_ends() throws Exception {
    OutputStream out = client.storeFileStream("/films/a.mkv");
    out.write("half".getBytes(StandardCharsets.UTF_8));
    out.flush();
    users.change(all -> List.of());

    server.hangUpOnRemoved();

    assertThat(stillServed()).isFalse();
    await(() -> isFree(in.resolve(".a.mkv.reelyard-upload")));
    assertThat(in.resolve("a.mkv")).doesNotExist();
  }

  @Test
  void hidden_names_are_out_of_reach() throws Exception {
    Path bin = Files.createDirectory(in.resolve(".reelyard-undo"));
    Path original = Files.writeString(bin.resolve("a.mkv"), "original");
    Files.writeString(in.resolve(".b.mkv"), "hidden");

    assertThat(names("/films")).isEmpty();
    assertThat(client.deleteFile("/films/.reelyard-undo/a.mkv")).isFalse();
    assertThat(client.deleteFile("/films/.b.mkv")).isFalse();
    assertThat(client.rename("/films/.reelyard-undo", "/films/x")).isFalse();
    assertThat(client.removeDirectory("/films/.reelyard-undo")).isFalse();
    assertThat(client.storeFile("/films/.reelyard-undo/a.mkv", bytes("x"))).isFalse();
    assertThat(client.changeWorkingDirectory("/films/.reelyard-undo")).isFalse();
    assertThat(original).hasContent("original");
  }

  @Test
  void a_name_is_free_again_when_its_film_is_gone_or_its_job_ended() throws Exception {
    store("/films/C0001.mkv", "first day");
    taken(in.resolve("C0001.mkv"));
    assertThat(client.deleteFile("/films/C0001.mkv")).isFalse();
    Files.delete(in.resolve("C0001.mkv"));

    store("/films/C0001.mkv", "day two");
    taken(in.resolve("C0001.mkv"));
    assertThat(client.deleteFile("/films/C0001.mkv")).isFalse();
    ledger.learn(List.of(new Ledger.Ended("job1", List.of())));
    assertThat(client.deleteFile("/films/C0001.mkv")).isTrue();

    store("/films/C0001.mkv", "day three");
    taken(in.resolve("C0001.mkv"));
    ledger.goesOn("job1");
    assertThat(client.deleteFile("/films/C0001.mkv")).as("its job runs again").isFalse();
  }

  @Test
  void folders_are_made_and_things_renamed_and_removed() throws Exception {
    assertThat(client.makeDirectory("/films/Season 1")).isTrue();
    store("/films/Season 1/one.tmp", "one");
    assertThat(client.rename("/films/Season 1/one.tmp", "/films/Season 1/one.mkv")).isTrue();
    assertThat(in.resolve("Season 1/one.mkv")).hasContent("one");
    assertThat(client.deleteFile("/films/Season 1/one.mkv")).isTrue();
    assertThat(client.removeDirectory("/films/Season 1")).isTrue();
    assertThat(in).isEmptyDirectory();
  }

  @Test
  void what_a_job_took_is_neither_changed_nor_renamed_nor_removed() throws Exception {
    Files.createDirectory(in.resolve("Heat"));
    store("/films/Heat/heat.mkv", "film");
    store("/films/b.mkv", "film");
    taken(in.resolve("Heat"));
    taken(in.resolve("b.mkv"));

    for (String path : List.of("/films/Heat/heat.mkv", "/films/b.mkv")) {
      assertThat(client.deleteFile(path)).isFalse();
      assertThat(client.rename(path, "/films/c.mkv")).isFalse();
      assertThat(client.storeFile(path, bytes("other"))).isFalse();
      assertThat(client.appendFile(path, bytes("other"))).isFalse();
    }
    assertThat(client.rename("/films/Heat", "/films/Cold")).isFalse();
    assertThat(in.resolve("Heat/heat.mkv")).hasContent("film");
    assertThat(in.resolve("b.mkv")).hasContent("film");
  }

  @Test
  void results_that_lie_within_are_not_shown_and_nothing_is_handed_out() throws Exception {
    Files.createDirectory(in.resolve("done"));
    Files.writeString(in.resolve("done/a.mp4"), "result");
    store("/films/b.mkv", "film");

    assertThat(names("/films")).containsExactly("b.mkv");
    assertThat(client.changeWorkingDirectory("/films/done")).isFalse();
    assertThat(client.storeFile("/films/done/x.mkv", bytes("x"))).isFalse();
    assertThat(client.retrieveFileStream("/films/b.mkv")).isNull();
  }

  @Test
  void no_link_leads_out() throws Exception {
    Path secret = Files.createDirectory(folder.resolve("secret"));
    Files.writeString(secret.resolve("key.mkv"), "key");
    Files.createSymbolicLink(in.resolve("out"), secret);
    Files.createSymbolicLink(in.resolve("link.mkv"), secret.resolve("key.mkv"));

    assertThat(names("/films")).isEmpty();
    assertThat(client.changeWorkingDirectory("/films/out")).isFalse();
    assertThat(client.storeFile("/films/out/x.mkv", bytes("x"))).isFalse();
    assertThat(client.storeFile("/films/link.mkv", bytes("x"))).isFalse();
    assertThat(client.deleteFile("/films/link.mkv")).isFalse();
    assertThat(client.rename("/films/out", "/films/in")).isFalse();
    assertThat(client.makeDirectory("/films/out/folder")).isFalse();
    try (Stream<Path> files = Files.list(secret)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_path_that_is_none_of_the_users_is_not_written() throws Exception {
    for (String path :
        List.of(
            "/../x.mkv",
            "/films/../../x.mkv",
            "/x.mkv",
            "/others/x.mkv",
            "/films/no/x.mkv",
            "/films",
            "/films/.x.mkv.reelyard-upload",
            "~/x.mkv",
            "/films/%2e%2e/x.mkv")) {
      assertThat(client.storeFile(path, bytes("x"))).as(path).isFalse();
      assertThat(client.makeDirectory(path)).as(path).isFalse();
    }
  }

  @Test
  void what_leads_elsewhere_is_not_served() throws Exception {
    for (String command :
        List.of("PORT 127,0,0,1,10,10", "EPRT |1|127.0.0.1|1000|", "SITE CHMOD 777 /", "STOU")) {
      assertThat(client.sendCommand(command)).as(command).isEqualTo(502);
    }
  }

  @Test
  void a_viewer_only_looks() throws Exception {
    store("/films/b.mkv", "film");
    FTPClient viewer = client("vic", PASSWORD);

    assertThat(viewer.listNames("/films")).containsExactly("b.mkv");
    assertThat(viewer.storeFile("/films/c.mkv", bytes("x"))).isFalse();
    assertThat(viewer.deleteFile("/films/b.mkv")).isFalse();
    assertThat(viewer.makeDirectory("/films/x")).isFalse();
    assertThat(viewer.rename("/films/b.mkv", "/films/c.mkv")).isFalse();
    viewer.disconnect();
  }

  @ParameterizedTest
  @EnumSource
  void each_role_does_what_it_may_and_nothing_else(UserRole role) throws Exception {
    String name = "the-" + role.word();
    add(new User(name, role, List.of("films"), KEPT));
    Files.writeString(in.resolve("old.mkv"), "film");
    Files.writeString(in.resolve("older.mkv"), "film");
    boolean may = role != UserRole.VIEWER;
    client.disconnect();
    client = client(name, PASSWORD);

    assertThat(client.listNames("/films")).contains("old.mkv");
    assertThat(client.changeWorkingDirectory("/others")).isFalse();
    assertThat(client.retrieveFileStream("/films/old.mkv")).isNull();
    assertThat(client.storeFile("/films/new.mkv", bytes("x"))).isEqualTo(may);
    assertThat(client.appendFile("/films/added.mkv", bytes("x"))).isEqualTo(may);
    assertThat(client.makeDirectory("/films/folder")).isEqualTo(may);
    assertThat(client.rename("/films/old.mkv", "/films/renamed.mkv")).isEqualTo(may);
    assertThat(client.removeDirectory("/films/folder")).isEqualTo(may);
    assertThat(client.deleteFile("/films/older.mkv")).isEqualTo(may);
    assertThat(client.setModificationTime("/films/old.mkv", "20260101000000")).isFalse();
    for (String command : List.of("PORT 127,0,0,1,10,10", "SITE CHMOD 777 /", "STOU")) {
      assertThat(client.sendCommand(command)).as(command).isEqualTo(502);
    }
    assertThat(names("/films"))
        .containsExactlyInAnyOrder(
            may
                ? new String[] {"added.mkv", "new.mkv", "renamed.mkv"}
                : new String[] {"old.mkv", "older.mkv"});
  }

  @Test
  void only_the_right_password_lets_in_and_removal_hangs_up() throws Exception {
    for (String name : List.of("anna", "anonymous", "nobody")) {
      FTPClient other = new FTPClient();
      connect(other);
      assertThat(other.login(name, name.equals("anna") ? "wrong" : PASSWORD)).isFalse();
      other.disconnect();
    }

    users.change(all -> List.of());
    assertThat(client.isConnected()).isTrue();
    assertThat(stillServed()).isFalse();
  }

  @Test
  void a_silent_upload_ends_with_the_server() throws Exception {
    client.disconnect();
    server.stop();
    // The threads that a server makes are in the group of the thread that started it.
    ThreadGroup itsThreads = new ThreadGroup("drop server");
    Thread starter = new Thread(itsThreads, () -> server = server("never"));
    starter.start();
    starter.join();
    client = client("anna", PASSWORD);
    OutputStream upload = client.storeFileStream("/films/b.mkv");
    upload.write('x');
    upload.flush();
    List<Thread> before =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getThreadGroup() == itsThreads)
            .filter(thread -> thread.getName().startsWith("pool-"))
            .toList();
    assertThat(before).isNotEmpty();
    server.stop();
    for (Thread thread : before) {
      thread.join(60_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void lftp_mirrors_a_folder_into_it() throws Exception {
    Path local = Files.createDirectories(folder.resolve("local/Heat"));
    Files.writeString(local.resolve("heat.mkv"), "film");
    Files.writeString(local.resolve("heat.srt"), "words");
    lftp(server.url(), "set ftp:ssl-allow no", "mirror -R " + local + " /films/Heat");

    assertThat(in.resolve("Heat/heat.mkv")).hasContent("film");
    assertThat(in.resolve("Heat/heat.srt")).hasContent("words");
  }

  private DropServer server(String mode) {
    TlsSettings tls = new TlsSettings(mode, "", "");
    return DropServer.start(
        new FtpAccess(true, "127.0.0.1", 0, "0", "", tls),
        tls.identity("test", "127.0.0.1", "", folder.resolve("tls"), Instant.now()),
        users,
        shares,
        ledger);
  }

  @Test
  void films_and_passwords_are_encrypted_where_the_configuration_says_so() throws Exception {
    server.stop();
    server = server("always");
    FTPClient plain = new FTPClient();
    connect(plain);
    assertThat(plain.login("anna", PASSWORD)).isFalse();
    plain.disconnect();
    Path film = Files.writeString(folder.resolve("b.mkv"), "film");

    lftp(
        server.url(),
        "set ftp:ssl-force yes; set ssl:verify-certificate no",
        "put -O /films " + film);

    assertThat(in.resolve("b.mkv")).hasContent("film");
  }

  private static void lftp(String url, String setting, String command) throws Exception {
    String script =
        "set net:max-retries 2; set net:reconnect-interval-base 1; %s; open -u anna,'%s' %s; %s"
            .formatted(setting, PASSWORD, url, command);
    Process lftp = new ProcessBuilder("lftp", "-c", script).redirectErrorStream(true).start();
    String said = new String(lftp.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(lftp.waitFor()).as(said).isZero();
  }

  private boolean stillServed() {
    try {
      return client.sendNoOp();
    } catch (IOException e) {
      return false;
    }
  }

  private void taken(Path path) {
    boolean isFolder = Files.isDirectory(path);
    Find then = new Find(path, isFolder, List.of(path), List.of(path), Stamp.NONE);
    Stamp stamp = Finder.again(then).orElseThrow().stamp();
    ledger.keep(new Entry("films", path, stamp, path + "", Verdict.SUBMITTED, "job1", null, 0, 1));
  }

  private void add(User user) {
    users.change(
        all -> {
          List<User> more = new ArrayList<>(all);
          more.add(user);
          return more;
        });
  }

  private void reconnect() throws IOException {
    client.disconnect();
    client = client("anna", PASSWORD);
  }

  private FTPClient client(String user, String password) throws IOException {
    FTPClient fresh = new FTPClient();
    connect(fresh);
    assertThat(fresh.login(user, password)).isTrue();
    fresh.enterLocalPassiveMode();
    fresh.setFileType(FTP.BINARY_FILE_TYPE);
    return fresh;
  }

  private void connect(FTPClient fresh) throws IOException {
    fresh.setControlEncoding("UTF-8");
    String url = server.url();
    int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/", "$1"));
    fresh.connect(InetAddress.getLoopbackAddress(), port);
  }

  private void store(String path, String content) throws IOException {
    assertThat(client.storeFile(path, bytes(content))).as(path).isTrue();
  }

  private List<String> names(String path) throws IOException {
    return Stream.of(client.listFiles(path)).map(FTPFile::getName).toList();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Their end is no end but a break. */
  private static final class ResettingSockets extends DefaultSocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      Socket socket = super.createSocket();
      socket.setSoLinger(true, 0);
      return socket;
    }
  }

  private static InputStream broken(byte[] content, int count) {
    return new InputStream() {
      private int sent;

      @Override
      public int read() {
        throw new UnsupportedOperationException();
      }

      @Override
      public int read(byte[] target, int from, int most) throws IOException {
        if (sent >= count) {
          throw new IOException("the network broke");
        }
        int some = Math.min(most, count - sent);
        System.arraycopy(content, sent, target, from, some);
        sent += some;
        return some;
      }
    };
  }
}
