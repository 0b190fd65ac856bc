package reelyard.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.model.HandBrakeHelp;

/** Looks for the programs that a worker runs, and at the Java that runs this. */
final class ProgramCheck {

  private static final long PATIENCE_SECONDS = 20;
  private static final int MOST_CHARACTERS = 400_000;
  private static final Pattern VERSION = Pattern.compile("[0-9]+\\.[0-9]+[0-9.]*|[0-9]{8,}\\S*");
  private static final int ELDEST_MAJOR = 1;
  private static final int ELDEST_MINOR = 3;

  private final Map<String, String> programs;
  private final String searchPath;

  /**
   * @param programs by their keys
   */
  ProgramCheck(Map<String, String> programs, String searchPath) {
    this.programs = programs;
    this.searchPath = searchPath;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("Java", Runtime.version() + " at " + System.getProperty("java.home")));
    findings.add(names(System.getProperty("sun.jnu.encoding", "")));
    findings.addAll(handBrake());
    findings.add(other("ffprobe", true));
    findings.add(other("ffmpeg", false));
    return findings;
  }

  /** Where the locale is another, Java opens no film whose name has letters outside it. */
  static Finding names(String encoding) {
    return Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8)
        ? Finding.ok("file names", "any letters (UTF-8)")
        : Finding.warning(
            "file names",
            "only " + encoding + " can be opened",
            "start Reelyard by its script, or set LC_ALL=C.UTF-8");
  }

  private List<Finding> handBrake() {
    String program = programs.get("handbrake");
    Optional<Path> path = find(program);
    if (path.isEmpty()) {
      return List.of(
          Finding.bad(
              "HandBrakeCLI",
              "there is no program " + program,
              "apt-get install handbrake-cli, or set worker.handbrake to its path"));
    }
    String said = output(path.get(), "--version");
    Matcher version = VERSION.matcher(said.replaceFirst("(?s).*HandBrake ", ""));
    if (!said.contains("HandBrake") || !version.find()) {
      return List.of(
          Finding.bad(
              "HandBrakeCLI",
              path.get() + " does not say which HandBrake it is",
              "try `" + path.get() + " --version`; reinstall handbrake-cli"));
    }
    List<Finding> findings = new ArrayList<>();
    String found = version.group() + " at " + path.get();
    findings.add(
        isOld(version.group())
            ? Finding.warning(
                "HandBrakeCLI",
                found,
                "Reelyard is tried with %d.%d and later: install a newer one"
                    .formatted(ELDEST_MAJOR, ELDEST_MINOR))
            : Finding.ok("HandBrakeCLI", found));
    findings.add(encoders(HandBrakeHelp.encoders(output(path.get(), "--help"))));
    return findings;
  }

  private static boolean isOld(String version) {
    Matcher numbers = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3}).*").matcher(version);
    return numbers.matches()
        && Comparator.<int[]>comparingInt(v -> v[0])
                .thenComparingInt(v -> v[1])
                .compare(
                    new int[] {
                      Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))
                    },
                    new int[] {ELDEST_MAJOR, ELDEST_MINOR})
            < 0;
  }

  private static Finding encoders(List<String> encoders) {
    if (encoders.isEmpty()) {
      return Finding.bad(
          "encoders", "HandBrakeCLI names none", "reinstall handbrake-cli: nothing can be encoded");
    }
    List<String> hardware = encoders.stream().filter(HandBrakeHelp::isHardware).toList();
    return Finding.ok(
        "encoders",
        String.join(", ", encoders.stream().filter(e -> !hardware.contains(e)).toList())
            + (hardware.isEmpty()
                ? ""
                : "; in hardware, once a worker has proved them: " + String.join(", ", hardware)));
  }

  private Finding other(String key, boolean needed) {
    String program = programs.get(key);
    Optional<Path> path = find(program);
    String remedy = "apt-get install ffmpeg, or set worker." + key + " to its path";
    if (path.isEmpty()) {
      String found = "there is no program " + program;
      return needed
          ? Finding.bad(key, found, remedy)
          : Finding.warning(key, found, remedy + "; needed for submit --replace");
    }
    String said = output(path.get(), "-version");
    Matcher version = Pattern.compile(key + " version (\\S+)").matcher(said);
    return version.find()
        ? Finding.ok(key, version.group(1) + " at " + path.get())
        : Finding.bad(key, path.get() + " does not run as " + key + " does", remedy);
  }

  private Optional<Path> find(String program) {
    if (program.isEmpty()) {
      return Optional.empty();
    }
    List<String> candidates =
        program.contains("/")
            ? List.of(program)
            : Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(searchPath)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> folder + "/" + program)
                .toList();
    return candidates.stream()
        .map(Path::of)
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst()
        .map(Path::toAbsolutePath);
  }

  /** What it prints, both ways; empty when it does not run or does not end. */
  private static String output(Path program, String argument) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), argument)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .start();
      CompletableFuture<String> text =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new String(
                      process.getInputStream().readNBytes(MOST_CHARACTERS), StandardCharsets.UTF_8);
                } catch (IOException e) {
                  return "";
                }
              });
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return text.completeOnTimeout("", PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
