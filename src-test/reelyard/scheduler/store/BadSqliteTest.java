package reelyard.scheduler.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static reelyard.scheduler.store.Rows.await;
import static reelyard.scheduler.store.Rows.job;
import static reelyard.scheduler.store.Rows.keep;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.Job;

/** Files that are no farm are refused in words, and stay as they are to the byte. */
class BadSqliteTest {

  @TempDir Path temporary;

  private Path folder;
  private Path file;

  @BeforeEach
  void name() throws IOException {
    folder = Files.createDirectory(temporary.resolve("state"));
    file = folder.resolve("farm.db");
  }

  @Test
  void refuses_what_is_not_a_database() throws Exception {
    Files.writeString(file, "Dear diary, ".repeat(1000));
    refuses("is not a database");
    Files.writeString(file, "x");
    refuses("is not a database");
  }

  @Test
  void refuses_a_folder() throws Exception {
    Files.createDirectory(file);
    refuses("is not a file");
  }

  @Test
  void refuses_the_database_of_another_program() throws Exception {
    sql("CREATE TABLE moz_places (id INTEGER)");
    refuses("is a SQLite database of another program");
  }

  @Test
  void refuses_a_newer_schema() throws Exception {
    farm(10);
    sql("PRAGMA user_version = 99");
    refuses("was written by a newer Reelyard (schema 99, this one knows up to 2)");
  }

  @Test
  void refuses_a_migration_from_the_future() throws Exception {
    farm(10);
    sql(
        "INSERT INTO flyway_schema_history SELECT 3, '3', 'later', 'SQL', 'V3__later.sql', 1,"
            + " installed_by, installed_on, 1, 1 FROM flyway_schema_history WHERE version = '1'");
    // SQLite's own log is all that may have been opened, and it is empty.
    refuses("was written by a newer Reelyard (schema 3, this one knows up to 2)");
  }

  @Test
  void refuses_a_truncated_file() throws Exception {
    farm(200);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 5000);
    }
    refuses("is damaged (it holds");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(50);
    }
    refuses("is damaged (it ends within its header)");
  }

  @Test
  void refuses_a_garbled_page() throws Exception {
    farm(2000);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long at = 4096 * 20; at + 4096 < bytes.length(); at += 4096 * 7) {
        bytes.seek(at);
        bytes.write(new byte[4096]);
      }
    }
    refuses("is damaged (");
  }

  @Test
  void refuses_a_file_that_may_only_be_read() throws Exception {
    farm(10);
    if (isRoot()) {
      assumeTrue(run("chattr", "+i", file.toString()), "root can be kept from writing");
    } else {
      assertThat(file.toFile().setWritable(false)).isTrue();
    }
    try {
      refuses("cannot be opened for reading and writing");
    } finally {
      if (isRoot()) {
        run("chattr", "-i", file.toString());
      }
    }
  }

  @Test
  void refuses_a_folder_that_may_only_be_read() throws Exception {
    farm(10);
    Files.delete(folder.resolve("farm.db.lock"));
    if (isRoot()) {
      assumeTrue(run("chattr", "+i", folder.toString()), "root can be kept from writing");
    } else {
      assertThat(folder.toFile().setWritable(false)).isTrue();
    }
    try {
      refuses("its folder must be writable");
    } finally {
      if (isRoot()) {
        run("chattr", "-i", folder.toString());
      } else {
        assertThat(folder.toFile().setWritable(true)).isTrue();
      }
    }
  }

  @Test
  void refuses_a_folder_that_cannot_be_made() throws Exception {
    Files.writeString(folder.resolve("plain"), "x");
    JobStore store = open(folder.resolve("plain/farm.db"));
    assertThatThrownBy(() -> await(store.lead(why -> {})))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining(folder.resolve("plain/farm.db").toString())
        .hasMessageContaining("scheduler.store.url");
  }

  @Test
  void refuses_a_file_that_another_program_keeps_locked() throws Exception {
    farm(10);
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.executeUpdate("PRAGMA locking_mode = EXCLUSIVE");
      statement.executeUpdate("BEGIN EXCLUSIVE");
      statement.executeUpdate("UPDATE leader SET epoch = epoch");
      JobStore store = open(file);
      assertThatThrownBy(() -> await(store.lead(why -> {})))
          .hasCauseInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("locked");
    }
  }

  @Test
  void opens_what_a_kill_left_behind() throws Exception {
    try (ScribeProcess scribe =
        new ScribeProcess(new StoreConfig(file.toString(), "", "", 6), "x", 1)) {
      scribe.awaitLine("leads");
      LeadContract.awaitKept(scribe, 5);
      scribe.kill();
      assertThat(Files.size(folder.resolve("farm.db-wal"))).isPositive();
      JobStore store = open(file);
      await(store.lead(why -> {}));
      assertThat(await(store.load()).live()).extracting(Job::id).containsAll(scribe.kept());
      await(store.close());
    }
  }

  @Test
  void fails_saves_on_a_full_disk_and_goes_on_when_there_is_room() throws Exception {
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString()),
        "a small disk can be mounted");
    try {
      JobStore store = open(file);
      await(store.lead(why -> {}));
      await(store.save(keep(job("first"))));
      Path ballast = folder.resolve("ballast");
      fill(ballast);

      List<String> kept = new ArrayList<>(List.of("first"));
      Throwable failure = null;
      for (int i = 0; i < 10_000 && failure == null; i++) {
        String id = "job" + i;
        failure = store.save(keep(job(id))).handle((none, e) -> e).toCompletableFuture().join();
        if (failure == null) {
          kept.add(id);
        }
      }
      assertThat(failure)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("make room");
      assertThatThrownBy(() -> await(store.load())).hasMessageContaining("make room");

      Files.delete(ballast);
      assertThat(await(store.load()).live()).hasSize(kept.size());
      await(store.save(keep(job("last"))));
      kept.add("last");
      await(store.close());

      JobStore again = open(file);
      await(again.lead(why -> {}));
      assertThat(await(again.load()).live())
          .extracting(Job::id)
          .containsExactlyInAnyOrderElementsOf(kept);
      await(again.close());
    } finally {
      assertThat(run("umount", folder.toString())).isTrue();
    }
  }

  private static JobStore open(Path file) {
    return Stores.open(new StoreConfig(file.toString(), "", "", 6), (Path) null);
  }

  private void refuses(String words) throws Exception {
    Map<String, String> before = hashes();
    JobStore store = open(file);
    assertThatThrownBy(() -> await(store.lead(why -> {})))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(words);
    await(store.close());
    assertThat(hashes()).isEqualTo(before);
  }

  /** Of all files, but the lock, which says who looked last. */
  private Map<String, String> hashes() throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.toList()) {
        if (Files.isRegularFile(each) && !each.toString().endsWith(".lock")) {
          byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(each));
          hashes.put(each.getFileName().toString(), HexFormat.of().formatHex(hash));
        }
      }
    }
    return hashes;
  }

  private void farm(int jobs) {
    JobStore store = open(file);
    await(store.lead(why -> {}));
    List<Job> all = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      all.add(job("j" + i));
    }
    await(store.save(keep(all)));
    await(store.close());
  }

  private void sql(String text) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(text);
    }
  }

  private static void fill(Path ballast) throws IOException {
    try (var out = Files.newOutputStream(ballast)) {
      byte[] block = "x".repeat(4096).getBytes(UTF_8);
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
