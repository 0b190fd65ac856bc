package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher script, in a folder of its own, on a machine that has nothing but the basic tools
 * and stand-ins for Java, Maven and apt-get, which write down how they were called.
 */
class LauncherTest {

  private static final List<String> BASIC_TOOLS =
      List.of(
          "bash",
          "env",
          "readlink",
          "find",
          "locale",
          "cat",
          "cp",
          "mv",
          "rm",
          "mkdir",
          "mktemp",
          "touch",
          "flock",
          "sed",
          "head",
          "sort",
          "paste");

  private static final String MAKES_THE_JAR = "mkdir -p target; echo jar > target/reelyard.jar";

  @TempDir private Path temporary;
  private Path home;
  private Path bin;
  private Path calls;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void lay_out_a_machine() throws IOException {
    home = Files.createDirectories(temporary.toRealPath().resolve("with two spaces/reelyard home"));
    bin = Files.createDirectories(temporary.toRealPath().resolve("bin"));
    calls = temporary.toRealPath().resolve("calls");
    Files.copy(
        Path.of(System.getProperty("reelyard.home"), "reelyard"),
        home.resolve("reelyard"),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(home.resolve("shared"));
    Files.writeString(home.resolve("pom.xml"), "");
    Files.writeString(home.resolve("shared/A.java"), "");
    for (String tool : BASIC_TOOLS) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(folder -> Path.of(folder, tool))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      script(bin.resolve(tool), "exec " + real + " \"$@\"");
    }
    Path jdk = Files.createDirectories(temporary.toRealPath().resolve("jdk/bin"));
    Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"17.0.1\"\n");
    standIn(jdk.resolve("java"), "");
    standIn(jdk.resolve("javac"), "");
    standIn(bin.resolve("mvn"), MAKES_THE_JAR);
    standIn(bin.resolve("id"), "echo 1000");
    environment.put("JAVA_HOME", jdk.getParent().toString());
    environment.put("PATH", bin.toString());
    environment.put("LC_ALL", "C.UTF-8");
    have("HandBrakeCLI", "ffprobe");
  }

  private void have(String... programs) throws IOException {
    for (String program : programs) {
      standIn(bin.resolve(program), "");
    }
  }

  /** A program that writes down its name and arguments, then does that. */
  private void standIn(Path file, String then) throws IOException {
    String record =
        """
        { printf '%s' "${0##*/}"; printf ' [%s]' "$@"; echo; } >> 'CALLS'
        """;
    script(file, record.replace("CALLS", calls.toString()) + then);
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/bash\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private record Run(int status, String output, List<String> calls) {

    /** How this program was called, but for the warming up after a build. */
    private List<String> callsOf(String program) {
      return calls.stream()
          .filter(call -> call.startsWith(program + " "))
          .filter(call -> !call.endsWith("[warm-up]"))
          .toList();
    }
  }

  private Run run(String... args) throws Exception {
    return run(home.resolve("reelyard"), args);
  }

  private Run run(Path script, String... args) throws Exception {
    Files.deleteIfExists(calls);
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path output = temporary.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(
        process.exitValue(),
        Files.readString(output, StandardCharsets.UTF_8),
        Files.exists(calls) ? Files.readAllLines(calls) : List.of());
  }

  private Path jar() {
    return home.resolve("target/launcher/reelyard.jar");
  }

  @Test
  void builds_once_says_so_and_hands_the_arguments_over_as_they_are() throws Exception {
    Run first = run("transcode", "a film.mkv", "-o", "", "--", "-q", "20");
    assertThat(first.status()).isZero();
    assertThat(first.output()).startsWith("reelyard: building").hasLineCount(1);
    assertThat(first.callsOf("mvn")).hasSize(1);
    assertThat(first.callsOf("mvn").get(0)).contains("[-q]", "[package]");
    assertThat(first.callsOf("java").get(0))
        .endsWith("[-jar] [" + jar() + "] [transcode] [a film.mkv] [-o] [] [--] [-q] [20]");

    Run second = run("jobs");
    assertThat(second.output()).isEmpty();
    assertThat(second.callsOf("mvn")).isEmpty();
  }

  @Test
  void works_through_links() throws Exception {
    Path link = temporary.resolve("link");
    Files.createSymbolicLink(link, home.resolve("reelyard"));
    Path second = Files.createSymbolicLink(temporary.resolve("second"), Path.of("link"));
    assertThat(run(second, "jobs").callsOf("java").get(0)).contains("[" + jar() + "] [jobs]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "shared/A.java", "shared/B.java", "config/reelyard.yaml"})
  void builds_again_when_a_source_is_newer(String source) throws Exception {
    run("jobs");
    Path file = home.resolve(source);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "new");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    Run again = run("jobs");
    assertThat(again.callsOf("mvn")).hasSize(1);
  }

  @Test
  void builds_again_when_a_source_was_deleted() throws Exception {
    run("jobs");
    Files.delete(home.resolve("shared/A.java"));
    assertThat(run("jobs").callsOf("mvn")).hasSize(1);
  }

  @Test
  void a_source_that_changes_during_the_build_is_newer_than_the_jar() throws Exception {
    standIn(bin.resolve("mvn"), MAKES_THE_JAR + "; echo changed > shared/A.java");
    run("jobs");
    assertThat(run("jobs").callsOf("mvn")).hasSize(1);
  }

  @Test
  void takes_the_jar_that_maven_made_already() throws Exception {
    Files.createDirectories(home.resolve("target"));
    Files.writeString(home.resolve("target/reelyard.jar"), "made before");
    Run run = run("jobs");
    assertThat(run.callsOf("mvn")).isEmpty();
    assertThat(jar()).hasContent("made before");
  }

  @Test
  void a_failed_build_shows_its_log_and_leaves_the_old_jar() throws Exception {
    run("jobs");
    Files.writeString(home.resolve("shared/A.java"), "new");
    standIn(bin.resolve("mvn"), "echo 'no such symbol'; exit 1");
    Run broken = run("jobs");
    assertThat(broken.status()).isEqualTo(ExitStatus.MISSING);
    assertThat(broken.output()).contains("no such symbol", "the build failed");
    assertThat(broken.callsOf("java")).isEmpty();
    assertThat(jar()).hasContent("jar");
  }

  @Test
  void the_users_maven_options_reach_maven() throws Exception {
    environment.put("MAVEN_ARGS", "-o");
    environment.put("REELYARD_MAVEN_OPTS", "-Dmaven.repo.local=/repo -T1");
    have("HandBrakeCLI", "ffmpeg", "chromium", "lftp", "python3", "node", "jq", "curl", "ss");
    assertThat(run("test", "-Dtest=A").callsOf("mvn"))
        .singleElement()
        .isEqualTo("mvn [-B] [-o] [-Dmaven.repo.local=/repo] [-T1] [verify] [-Dtest=A]");
  }

  @Test
  void the_users_java_options_reach_java() throws Exception {
    environment.put("REELYARD_JAVA_OPTS", "-Xmx64m -Da=b");
    assertThat(run("jobs").callsOf("java").get(0)).contains("[-Xmx64m] [-Da=b]");
  }

  @Test
  void verticles_of_ones_own_join_the_class_path_and_what_the_manifest_opens_stays_open()
      throws Exception {
    environment.put("REELYARD_CLASSPATH", "my verticles:/opt/more.jar");
    String call = run("run", "com.example.Mine").callsOf("java").get(0);
    assertThat(call)
        .endsWith(
            "[-cp] ["
                + jar()
                + ":my verticles:/opt/more.jar] [reelyard.Main] [run]"
                + " [com.example.Mine]");
    String pom = Files.readString(Path.of(System.getProperty("reelyard.home"), "pom.xml"));
    for (String opening : List.of("opens", "exports")) {
      String tag = "Add-" + opening.substring(0, 1).toUpperCase(Locale.ROOT) + opening.substring(1);
      String packages = pom.substring(pom.indexOf("<" + tag + ">") + tag.length() + 2);
      assertThat(packages.substring(0, packages.indexOf("</")).split(" "))
          .allSatisfy(
              name ->
                  assertThat(call).contains("[--add-" + opening + "=" + name + "=ALL-UNNAMED]"));
    }
    assertThat(run("jobs").callsOf("java").get(0)).contains("[-jar] [" + jar() + "]");
  }

  @Test
  void says_what_to_type_where_it_may_not_install() throws Exception {
    have("apt-get");
    Files.delete(bin.resolve("HandBrakeCLI"));
    Files.delete(bin.resolve("ffprobe"));
    Run run = run("transcode", "film.mkv");
    assertThat(run.status()).isEqualTo(ExitStatus.MISSING);
    assertThat(run.output())
        .contains(
            "HandBrakeCLI, ffprobe",
            "su - -c 'apt-get update && apt-get install -y ffmpeg handbrake-cli'");
    assertThat(run.callsOf("apt-get")).isEmpty();

    standIn(bin.resolve("sudo"), "exit 1");
    assertThat(run("transcode", "film.mkv").output())
        .contains("sudo apt-get update && sudo apt-get install -y ffmpeg handbrake-cli");
  }

  @Test
  void asks_for_all_at_once_what_a_build_takes_included() throws Exception {
    have("apt-get");
    Files.delete(bin.resolve("HandBrakeCLI"));
    Files.delete(bin.resolve("mvn"));
    Run run = run("transcode", "film.mkv");
    assertThat(run.status()).isEqualTo(ExitStatus.MISSING);
    assertThat(run.output()).contains("install -y handbrake-cli maven");
    Files.writeString(Files.createDirectories(home.resolve("target")).resolve("reelyard.jar"), "x");
    assertThat(run("transcode", "film.mkv").output()).contains("install -y handbrake-cli'");
  }

  @Test
  void names_what_is_missing_where_there_is_no_apt() throws Exception {
    Files.delete(bin.resolve("HandBrakeCLI"));
    Run run = run("transcode", "film.mkv");
    assertThat(run.status()).isEqualTo(ExitStatus.MISSING);
    assertThat(run.output()).contains("HandBrakeCLI").doesNotContain("apt-get");
  }

  private static final String INSTALLS =
      "[[ \" $* \" == *' install '* ]] && cp \"${0%/*}/ffprobe\" \"${0%/*}/HandBrakeCLI\"; true";

  @Test
  void root_installs_what_is_missing_and_says_so() throws Exception {
    standIn(bin.resolve("id"), "echo 0");
    standIn(bin.resolve("apt-get"), INSTALLS);
    Files.delete(bin.resolve("HandBrakeCLI"));
    Run run = run("transcode", "film.mkv");
    assertThat(run.status()).isZero();
    assertThat(run.output()).contains("HandBrakeCLI. Installing handbrake-cli");
    assertThat(run.callsOf("apt-get").get(1)).contains("[-y]", "[install]", "[handbrake-cli]");
    assertThat(run.callsOf("java")).hasSize(1);
  }

  @Test
  void sudo_without_a_password_installs_too() throws Exception {
    standIn(bin.resolve("sudo"), "shift; \"$@\"");
    standIn(bin.resolve("apt-get"), INSTALLS);
    Files.delete(bin.resolve("HandBrakeCLI"));
    Run run = run("transcode", "film.mkv");
    assertThat(run.status()).isZero();
    assertThat(run.callsOf("sudo")).hasSize(3);
  }

  @Test
  void a_failed_installation_shows_what_apt_said() throws Exception {
    standIn(bin.resolve("id"), "echo 0");
    standIn(bin.resolve("apt-get"), "echo 'no such package'; exit 100");
    Files.delete(bin.resolve("HandBrakeCLI"));
    Run run = run("transcode", "film.mkv");
    assertThat(run.status()).isEqualTo(ExitStatus.MISSING);
    assertThat(run.output()).contains("no such package", "could not install handbrake-cli");
  }

  @Test
  void asks_for_nothing_that_a_command_does_not_need() throws Exception {
    Files.delete(bin.resolve("HandBrakeCLI"));
    Files.delete(bin.resolve("ffprobe"));
    assertThat(run("jobs").status()).isZero();
    assertThat(run("--help").status()).isZero();
    assertThat(run("transcode", "--help").status()).isZero();
    assertThat(run("help", "transcode").status()).isZero();
    assertThat(run("run", "scheduler").status()).isZero();
    assertThat(run("run", "worker").status()).isEqualTo(ExitStatus.MISSING);
    assertThat(run("demo").status()).isEqualTo(ExitStatus.MISSING);
    Files.delete(bin.resolve("mvn"));
    assertThat(run("jobs").status()).isZero();
  }

  @Test
  void looks_for_the_programs_itself_unless_the_configuration_names_others() throws Exception {
    Files.delete(bin.resolve("HandBrakeCLI"));
    Files.delete(bin.resolve("ffprobe"));
    Path conf = temporary.resolve("my farm.yaml");
    Files.writeString(conf, "farm: attic\nworker:\n  # handbrake: /opt/hb\n  ffprobe: ffprobe\n");
    assertThat(run("run", "worker", "--cluster", "--conf", conf.toString()).output())
        .contains("HandBrakeCLI, ffprobe");
    assertThat(run("transcode", "film.mkv", "--conf=" + conf).output())
        .contains("HandBrakeCLI, ffprobe");

    Files.writeString(conf, "worker:\n  handbrake: /opt/HandBrakeCLI\n");
    assertThat(run("run", "worker", "-conf", conf.toString()).output())
        .contains("ffprobe")
        .doesNotContain("HandBrakeCLI");
    environment.put("REELYARD_WORKER_FFPROBE", "/opt/ffprobe");
    assertThat(run("run", "worker", "-conf", conf.toString()).status()).isZero();
    assertThat(run("run", "worker", "--conf", "{\"worker\":{\"handbrake\":\"/opt/hb\"}}").status())
        .isZero();
    assertThat(run("run", "worker").status()).isEqualTo(ExitStatus.MISSING);
    assertThat(run("transcode", "film.mkv", "--", "--conf", conf.toString()).status())
        .isEqualTo(ExitStatus.MISSING);
  }

  @Test
  void java_has_to_be_17_or_later() throws Exception {
    Path release = temporary.resolve("jdk/release");
    for (String version : List.of("1.8.0_402", "11.0.2", "16")) {
      Files.writeString(release, "JAVA_VERSION=\"" + version + "\"\n");
      assertThat(run("jobs").callsOf("java")).as(version).isEmpty();
    }
    Files.writeString(release, "X=\"1\"\nJAVA_VERSION=\"25\"\n");
    assertThat(run("jobs").callsOf("java")).hasSize(1);
    Files.delete(release);
    standIn(temporary.resolve("jdk/bin/java"), "echo 'openjdk version \"21.0.1\" 2023' >&2");
    assertThat(run("jobs").callsOf("java")).hasSize(2);
  }

  @Test
  void a_locale_without_utf_8_is_replaced() throws Exception {
    standIn(temporary.resolve("jdk/bin/java"), "echo \"LC_ALL=$LC_ALL\"");
    environment.put("LC_ALL", "POSIX");
    assertThat(run("jobs").output()).contains("LC_ALL=C.UTF-8");
    environment.put("LC_ALL", "C.utf8");
    assertThat(run("jobs").output()).contains("LC_ALL=C.utf8");
  }

  @Test
  void passes_on_how_java_ended() throws Exception {
    run("jobs");
    standIn(temporary.resolve("jdk/bin/java"), "exit 42");
    assertThat(run("jobs").status()).isEqualTo(42);
  }

  @Test
  void a_benchmark_runs_by_its_name() throws Exception {
    have("ffmpeg");
    standIn(
        bin.resolve("mvn"),
        """
        mkdir -p target/launcher target/test-classes/bench
        touch target/test-classes/bench/ProgressLagBench.class
        echo /a.jar:/b.jar > target/launcher/bench-class-path""");
    Run run = run("bench", "progress-lag", "--rounds", "3");
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.callsOf("java").get(0))
        .contains("/target/test-classes:", "/target/classes:/a.jar:/b.jar]")
        .endsWith("[bench.ProgressLagBench] [--rounds] [3]");
    assertThat(run("bench", "progress-lag").callsOf("mvn")).isEmpty();
    assertThat(run("bench").status()).isEqualTo(ExitStatus.USAGE);
  }
}
