package reelyard.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The command line: reads it, runs the command, returns the exit status. */
public final class Cli {

  /** Commands for which {@code --} begins HandBrake's options. */
  private static final Set<String> WITH_HANDBRAKE_OPTIONS = Set.of("transcode", "submit");

  private Cli() {}

  /** Returns what the process should exit with. */
  public static int run(String... args) {
    int dashes = Arrays.asList(args).indexOf("--");
    boolean split = args.length > 0 && WITH_HANDBRAKE_OPTIONS.contains(args[0]) && dashes > 0;
    List<String> handBrakeOptions =
        split ? List.of(args).subList(dashes + 1, args.length) : List.of();
    return commandLine(handBrakeOptions).execute(split ? Arrays.copyOf(args, dashes) : args);
  }

  private static CommandLine commandLine(List<String> handBrakeOptions) {
    CommandLine commands =
        new CommandLine(new ReelyardCommand())
            .addSubcommand(new TranscodeCommand(handBrakeOptions))
            .addSubcommand(new DemoCommand())
            .addSubcommand(new RunCommand())
            .addSubcommand(new SubmitCommand(handBrakeOptions))
            .addSubcommand(new WatchCommand())
            .addSubcommand(new JobsCommand())
            .addSubcommand(new JobCommand())
            .addSubcommand(new LogCommand())
            .addSubcommand(new WhyCommand())
            .addSubcommand(new EtaCommand());
    for (ActionCommand.Action action : ActionCommand.Action.values()) {
      commands.addSubcommand(action.name().toLowerCase(Locale.ROOT), actionCommand(action));
    }
    commands
        .addSubcommand(new MoveCommand())
        .addSubcommand(new PriorityCommand())
        .addSubcommand(new PoolCommand())
        .addSubcommand(new SortCommand())
        .addSubcommand(new WorkersCommand())
        .addSubcommand(new StagingsCommand())
        .addSubcommand(new WorkerCommand())
        .addSubcommand(new PresetsCommand())
        .addSubcommand(new HistoryCommand())
        .addSubcommand(new StatsCommand())
        .addSubcommand(new AlertsCommand())
        .addSubcommand(new UndoCommand())
        .addSubcommand(new BackupCommand())
        .addSubcommand(new DropboxCommand())
        .addSubcommand(new UserCommand())
        .addSubcommand(new TokenCommand())
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new CompletionCommand())
        .addSubcommand(new ScriptCommand.Test())
        .addSubcommand(new ScriptCommand.Bench())
        .addSubcommand(new WarmUpCommand())
        .addSubcommand(new HelpCommand());
    commands
        .getCommandSpec()
        .version(version())
        .addOption(
            OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
    explainable(commands);
    commands
        .getSubcommands()
        .values()
        .forEach(
            command -> {
              explainable(command);
              command.getSubcommands().values().forEach(Cli::explainable);
            });
    return commands
        // A film may be called @film.mkv.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Cli::complain)
        .setExecutionExceptionHandler(Cli::explain);
  }

  private static CommandLine actionCommand(ActionCommand.Action action) {
    CommandLine command = new CommandLine(new ActionCommand(action));
    command.getCommandSpec().usageMessage().description(action.description());
    return command;
  }

  /** The help command has this option already, and those of run are the node launcher's. */
  private static void explainable(CommandLine command) {
    if (!Set.of("run", "help").contains(command.getCommandName())) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Explain this command.")
                  .build());
    }
  }

  private static String version() {
    String version = Cli.class.getPackage().getImplementationVersion();
    return "reelyard "
        + (version == null ? "(not packaged)" : version)
        + " (Java "
        + Runtime.version()
        + ")";
  }

  private static int complain(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (args.length == 0) {
      command.usage(err, Help.Ansi.OFF);
      return ExitStatus.USAGE;
    }
    err.println("reelyard: " + Words.printable(e.getMessage()));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println(
        "Type `" + command.getCommandSpec().qualifiedName() + " --help` to see what it takes.");
    return ExitStatus.USAGE;
  }

  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof CommandFailure failure) {
      if (failure.exitStatus() != ExitStatus.UNREAD) {
        command.getErr().println("reelyard: " + Words.printable(failure.getMessage()));
      }
      return failure.exitStatus();
    }
    LoggerFactory.getLogger(Cli.class).error("the command broke", e);
    return ExitStatus.FAILED;
  }
}
