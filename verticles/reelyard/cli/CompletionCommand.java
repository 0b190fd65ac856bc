package reelyard.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete the words of commands. */
@Command(
    name = "completion",
    description = "Print what lets your shell complete commands and options.",
    footer = {
      "",
      "bash: reelyard completion bash > ~/.local/share/bash-completion/completions/reelyard",
      "zsh:  reelyard completion zsh > ~/.reelyard.zsh; echo 'source ~/.reelyard.zsh' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  /** Those that are known. */
  enum Shell {
    BASH,
    ZSH
  }

  @Override
  public Integer call() {
    if (shell == Shell.ZSH) {
      // zsh understands what is written for bash, once it is told to.
      System.out.println(
          "autoload -U +X compinit && compinit -u\nautoload -U +X bashcompinit && bashcompinit");
    }
    System.out.print(
        AutoComplete.bash(spec.root().name().toLowerCase(Locale.ROOT), spec.root().commandLine()));
    return ExitStatus.COMPLETE;
  }
}
