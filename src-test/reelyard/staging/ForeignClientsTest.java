package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.Charsets;
import org.apache.commons.net.examples.ftp.FTPClientExample;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPSClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.AttemptId;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.tls.ThrowawayPems;
import reelyard.tls.Trusting;

/** Ordinary FTP clients of other makes at the doors. */
class ForeignClientsTest {

  private static final String NAME = "七 films, one's best.mkv";
  private static final int BYTES = 3_000_001;

  @TempDir static Path keys;

  private static ThrowawayPems pems;

  @TempDir Path temporary;
  @TempDir Path scratch;

  private final byte[] film = bytes(1);
  private final byte[] result = bytes(2);
  private boolean secure;
  private StagingHouse house;
  private AttemptId attempt;
  private ServedFiles served;
  private ReturnFolder back;

  @BeforeAll
  static void makeKeys() throws Exception {
    pems = ThrowawayPems.in(keys);
  }

  private void open(boolean encrypted) throws IOException {
    secure = encrypted;
    JsonObject tls =
        new JsonObject()
            .put("mode", encrypted ? "always" : "never")
            .put("certificate", encrypted ? pems.certificate().toString() : "")
            .put("key", encrypted ? pems.key().toString() : "");
    house = new StagingHouse(temporary, new JsonObject().put("tls", tls));
    Path folder = Files.createDirectory(house.folder.resolve("in put"));
    Files.write(folder.resolve(NAME), film);
    Files.writeString(folder.resolve("film.srt"), "1\n");
    attempt = house.attempt("job", 1, folder, house.folder.resolve("out/film.mp4"), false);
    served = house.serve(attempt);
    back = house.takeBack(attempt);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void curl_lists_fetches_resumes_uploads_and_appends(boolean encrypted) throws Exception {
    open(encrypted);
    assertThat(curl("-l", served.url()).lines())
        .containsExactlyInAnyOrder(served.film(), "film.srt");
    Path file = scratch.resolve("film");
    curl("-o", file.toString(), served.url() + "%E4%B8%83%20films%252C%20one%27s%20best.mkv");
    assertThat(file).hasBinaryContent(film);
    Files.write(file, Arrays.copyOf(film, 1_234_567));
    curl(
        "-C",
        "-",
        "-o",
        file.toString(),
        served.url() + "%E4%B8%83%20films%252C%20one%27s%20best.mkv");
    assertThat(file).hasBinaryContent(film);

    Path up = Files.write(scratch.resolve("up"), Arrays.copyOf(result, 999_999));
    curl("-T", up.toString(), back.url() + back.fileName());
    Files.write(up, result);
    curl("-C", "-", "-T", up.toString(), back.url() + back.fileName());
    assertResult();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lftp_lists_fetches_resumes_uploads_and_continues(boolean encrypted) throws Exception {
    open(encrypted);
    Path file = Files.write(scratch.resolve("film"), Arrays.copyOf(film, 1_000_000));
    Path up = Files.write(scratch.resolve("up"), Arrays.copyOf(result, 999_999));

    String listing =
        lftp(
            "cls -1 /input",
            "get -c '/input/" + served.film().replace("'", "\\'") + "' -o " + file,
            "put " + up + " -o /output/" + back.fileName());
    Files.write(up, result);
    lftp("put -c " + up + " -o /output/" + back.fileName());

    assertThat(listing).contains("film.srt");
    assertThat(file).hasBinaryContent(film);
    assertResult();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lftp_mirrors_the_whole_input(boolean encrypted) throws Exception {
    open(encrypted);
    lftp("mirror /input " + scratch.resolve("all"));

    assertThat(scratch.resolve("all").resolve(served.film())).hasBinaryContent(film);
    assertThat(scratch.resolve("all/film.srt")).hasContent("1\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pythons_ftplib_lists_fetches_resumes_uploads_and_appends(boolean encrypted)
      throws Exception {
    open(encrypted);
    Path file = scratch.resolve("film");
    Path up = Files.write(scratch.resolve("up"), result);
    String script =
        """
        import ftplib, os, sys
        port, film, name, target, source = sys.argv[1:]
        ca = os.environ['FTP_CA']
        if ca:
          import ssl
          ftp = ftplib.FTP_TLS(context=ssl.create_default_context(cafile=ca), encoding='utf-8')
        else:
          ftp = ftplib.FTP(encoding='utf-8')
        ftp.connect('127.0.0.1', int(port), 20)
        ftp.login(os.environ['FTP_USER'], os.environ['FTP_PASSWORD'])
        if ca:
          ftp.prot_p()
        assert sorted(n for n, facts in ftp.mlsd('/input')) == sorted([film, 'film.srt'])
        assert len(ftp.nlst('/input')) == 2
        ftp.cwd('/input')
        got = []
        ftp.retrbinary('RETR ' + film, got.append)
        whole = b''.join(got)
        got = []
        ftp.retrbinary('RETR ' + film, got.append, rest=1000)
        assert whole[1000:] == b''.join(got)
        open(target, 'wb').write(whole)
        data = open(source, 'rb').read()
        import io
        ftp.cwd('/output')
        ftp.storbinary('STOR ' + name, io.BytesIO(data[:700000]))
        assert ftp.size(name) == 700000
        ftp.storbinary('APPE ' + name, io.BytesIO(data[700000:1000000]))
        ftp.storbinary('STOR ' + name, io.BytesIO(data[900000:]), rest=900000)
        print(ftp.quit())
        """;

    run(
        "python3",
        "-c",
        script,
        StagingHouse.port(served.url()) + "",
        served.film(),
        back.fileName(),
        file.toString(),
        up.toString());

    assertThat(file).hasBinaryContent(film);
    assertResult();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void apaches_own_sample_client_lists_fetches_and_returns_and_its_api_resumes(boolean encrypted)
      throws Exception {
    open(encrypted);
    Path file = scratch.resolve("film");
    Path up = Files.write(scratch.resolve("up"), Arrays.copyOf(result, 999_999));

    if (encrypted) {
      // The sample itself encrypts commands only, which is refused.
      Files.createFile(file);
      curl("-T", up.toString(), back.url() + back.fileName());
    } else {
      assertThat(apache("-n", "/input")).contains("film.srt");
      assertThat(apache("-l", "/input")).contains("film.srt");
      apache("-e", "/input/" + served.film(), file.toString());
      assertThat(file).hasBinaryContent(film);
      apache("-s", "/output/" + back.fileName(), up.toString());
    }

    Files.write(file, Arrays.copyOf(film, 1_234_567));
    FTPClient client =
        secure ? new FTPSClient(false, Trusting.only(served.fingerprint())) : new FTPClient();
    client.setControlEncoding("UTF-8");
    client.connect("127.0.0.1", StagingHouse.port(served.url()));
    if (client instanceof FTPSClient encrypting) {
      encrypting.execPBSZ(0);
      encrypting.execPROT("P");
    }
    assertThat(client.login(served.user(), served.password())).isTrue();
    client.enterLocalPassiveMode();
    client.setFileType(FTP.BINARY_FILE_TYPE);
    client.setRestartOffset(1_234_567);
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      assertThat(client.retrieveFile("/input/" + served.film(), out)).isTrue();
    }
    assertThat(file).hasBinaryContent(film);
    byte[] rest = Arrays.copyOfRange(result, 999_999, result.length);
    assertThat(client.appendFile("/output/" + back.fileName(), new ByteArrayInputStream(rest)))
        .isTrue();
    client.logout();
    client.disconnect();
    assertResult();
  }

  private String apache(String option, String... paths) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(
                    File.pathSeparator,
                    jar(FTPClient.class),
                    jar(FTPClientExample.class),
                    jar(Charsets.class)),
                FTPClientExample.class.getName(),
                "-E",
                "UTF-8",
                "-b",
                option));
    command.add("127.0.0.1:" + StagingHouse.port(served.url()));
    command.add(served.user());
    command.add(served.password());
    command.addAll(List.of(paths));
    return run(command.toArray(String[]::new));
  }

  private static String jar(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private void assertResult() {
    assertThat(house.commit(attempt, back.fileName(), BYTES).bytes()).isEqualTo(BYTES);
    assertThat(house.folder.resolve("out/film.mp4")).hasBinaryContent(result);
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[BYTES];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private String curl(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "-f", "--max-time", "20", "-u", user()));
    if (secure) {
      command.addAll(List.of("--ssl-reqd", "--cacert", pems.certificate().toString()));
    }
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private String lftp(String... commands) throws Exception {
    String script =
        "set net:max-retries 1; set net:timeout 10; set cmd:fail-exit yes; "
            + (secure
                ? "set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ssl:ca-file "
                    + pems.certificate()
                    + "; "
                : "")
            + "open -u "
            + user().replace(':', ',')
            + " ftp://127.0.0.1:"
            + StagingHouse.port(served.url())
            + "; "
            + String.join("; ", commands);
    return run("lftp", "-c", script);
  }

  private String user() {
    return served.user() + ":" + served.password();
  }

  private String run(String... command) throws Exception {
    Path output = scratch.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("FTP_USER", served.user());
    builder.environment().put("FTP_PASSWORD", served.password());
    builder.environment().put("FTP_CA", secure ? pems.certificate().toString() : "");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("HOME", scratch.toString());
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String words = Files.readString(output, UTF_8);
    assertThat(ended).as(words).isTrue();
    assertThat(process.exitValue()).as(words).isZero();
    return words;
  }
}
