package reelyard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command above all commands. */
@Command(
    name = "reelyard",
    description = "Transcode films with HandBrake: on this machine, or on a farm of many.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Environment: REELYARD_JAVA_OPTS (options for Java), REELYARD_MAVEN_OPTS (for the build),",
      "REELYARD_CLASSPATH (classes for run), REELYARD_MANAGER and every other key of",
      "config/reelyard.yaml; REELYARD_TOKEN (for a manager that asks who one is), NO_COLOR."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all was done",
      "1:some job failed, or the request was refused",
      "2:the command line or the configuration is wrong",
      "3:something is missing on this machine",
      "4:no manager answers, or nobody behind it: try again later",
      "5:the manager wants a token, or this one may not do that",
      "130:ended by Ctrl-C",
      "141:nobody reads the output any more"
    })
final class ReelyardCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
