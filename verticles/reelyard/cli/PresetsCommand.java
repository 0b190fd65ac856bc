package reelyard.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reelyard.message.ImportedPresets;
import reelyard.message.OwnPreset;
import reelyard.message.PresetCategory;
import reelyard.message.PresetInfo;
import reelyard.message.PresetList;
import reelyard.message.PresetText;

/** Lists the presets that a job may name, and keeps one's own. */
@Command(
    name = "presets",
    description = "List the presets that jobs may name; keep your own.",
    synopsisSubcommandLabel = "[list | show | import | delete]",
    subcommands = {
      PresetsCommand.Index.class,
      PresetsCommand.Show.class,
      PresetsCommand.Import.class,
      PresetsCommand.Delete.class
    })
final class PresetsCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    return list(manager, json);
  }

  private static int list(ManagerOptions manager, JsonOption json) throws CommandFailure {
    PresetList list = new PresetClient(manager.link(System.getenv())).list();
    if (!json.print(list)) {
      print(list);
    }
    return ExitStatus.COMPLETE;
  }

  private static void print(PresetList list) {
    Paper paper = Paper.out();
    if (!list.own().isEmpty()) {
      TextTable own = new TextTable("OWN", "VERSION", "CHANGED", "BY", "FOR");
      for (OwnPreset each : list.own()) {
        own.row(
            Words.printable(each.name()),
            String.valueOf(each.version()),
            Times.shown(each.changedMillis(), ZoneId.systemDefault()),
            each.user() == null ? "" : Words.printable(each.user()),
            oneLine(each.description()));
      }
      paper.print(own);
      System.out.println();
    }
    if (list.builtIn().isEmpty()) {
      System.err.println(
          "no worker is there whose HandBrake could be asked for its presets: `reelyard workers`");
      return;
    }
    TextTable builtIn =
        new TextTable("HANDBRAKE " + Words.printable(list.handBrakeVersion()), "CATEGORY", "FOR");
    for (PresetCategory category : list.builtIn()) {
      for (PresetInfo each : category.presets()) {
        builtIn.row(
            Words.printable(each.name()),
            Words.printable(category.name()),
            oneLine(each.description()));
      }
    }
    paper.print(builtIn);
  }

  private static String oneLine(String text) {
    return text == null ? "" : Words.printable(text.replaceAll("\\s+", " ").strip());
  }

  /** The same by its name. */
  @Command(name = "list", description = "List them: your own, then HandBrake's by category.")
  static final class Index implements Callable<Integer> {

    @Mixin private ManagerOptions manager;
    @Mixin private JsonOption json;

    @Override
    public Integer call() throws CommandFailure {
      return list(manager, json);
    }
  }

  /** Shows one. */
  @Command(
      name = "show",
      description = "Print a preset as a file that HandBrake imports, and --preset-file takes.")
  static final class Show implements Callable<Integer> {

    @Mixin private ManagerOptions manager;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "NAME", description = "Which.")
    private String name;

    @Option(
        names = "--version",
        paramLabel = "N",
        defaultValue = "0",
        description = "Which version of one of your own; the latest if not given.")
    private int version;

    @Override
    public Integer call() throws CommandFailure {
      if (version < 0) {
        throw CommandFailure.usage("--version must be 1 or more, not " + version);
      }
      PresetText preset = new PresetClient(manager.link(System.getenv())).show(name, version);
      if (!json.print(preset)) {
        System.out.println(JsonOption.inAscii(preset.json()));
      }
      return ExitStatus.COMPLETE;
    }
  }

  /** Takes a file in. */
  @Command(
      name = "import",
      description =
          "Keep all presets of files that HandBrake exported; one that is there gets a new version.")
  static final class Import implements Callable<Integer> {

    @Mixin private ManagerOptions manager;
    @Mixin private JsonOption json;

    @Parameters(arity = "1..*", paramLabel = "FILE.json", description = "The files.")
    private List<Path> files;

    @Override
    public Integer call() throws CommandFailure {
      PresetClient client = new PresetClient(manager.link(System.getenv()));
      int status = ExitStatus.COMPLETE;
      for (Path file : files) {
        ImportedPresets done = client.take(PresetFile.read(file).text());
        if (!json.print(done)) {
          done.imported().forEach(name -> System.out.println("imported " + Words.printable(name)));
          done.refused()
              .forEach(
                  each ->
                      System.err.println(
                          "reelyard: %s: refused: %s"
                              .formatted(
                                  Words.printable(each.name()), Words.printable(each.reason()))));
        }
        status = done.refused().isEmpty() ? status : ExitStatus.FAILED;
      }
      return status;
    }
  }

  /** Forgets some. */
  @Command(
      name = "delete",
      description = "Forget presets of your own; jobs that were submitted with them keep them.")
  static final class Delete implements Callable<Integer> {

    @Mixin private ManagerOptions manager;
    @Mixin private JsonOption json;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Which.")
    private List<String> names;

    @Override
    public Integer call() throws CommandFailure {
      PresetClient client = new PresetClient(manager.link(System.getenv()));
      for (String name : names) {
        if (!json.print(client.delete(name))) {
          System.out.println("deleted " + Words.printable(name));
        }
      }
      return ExitStatus.COMPLETE;
    }
  }
}
