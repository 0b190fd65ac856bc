package reelyard.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
      "bash: mkdir -p ~/.local/share/bash-completion/completions",
      "      reelyard completion bash > ~/.local/share/bash-completion/completions/reelyard",
      "zsh:  reelyard completion zsh > ~/.reelyard.zsh; echo 'source ~/.reelyard.zsh' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {

  private static final Pattern VALUES = Pattern.compile("(?<=_args=)\\(\"[A-Z0-9_\" ]+\"\\)");
  private static final String NO_WORDS = "local positionals=\"\"";
  private static final String ROLES = "manager worker scheduler staging web alert dropbox gateway";

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
          "(( $+functions[compdef] )) || { autoload -U +X compinit && compinit -i }\n"
              + "autoload -U +X bashcompinit && bashcompinit");
    }
    String script =
        AutoComplete.bash(spec.root().name().toLowerCase(Locale.ROOT), spec.root().commandLine());
    System.out.print(withRoles(inLowerCase(script)));
    return ExitStatus.COMPLETE;
  }

  /** Values as the help names them: shells do not look for q among capitals. */
  private static String inLowerCase(String script) {
    return VALUES.matcher(script).replaceAll(line -> line.group().toLowerCase(Locale.ROOT));
  }

  /** The arguments of run are the node launcher's, of which picocli knows nothing. */
  private static String withRoles(String script) {
    int run = script.indexOf("function _picocli_reelyard_run()");
    int words = script.indexOf(NO_WORDS, run);
    return run < 0 || words < 0
        ? script
        : script.substring(0, words)
            + "local positionals=\"%s\"".formatted(ROLES.replace(" ", "\n"))
            + script.substring(words + NO_WORDS.length());
  }
}
