package reelyard.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Asks for a password: twice and without echo at a terminal, else as one line of the input. */
final class PasswordQuestion {

  private PasswordQuestion() {}

  static String ask(String name) throws CommandFailure {
    try {
      Optional<Terminal> terminal = terminal();
      return terminal.isPresent() ? typed(terminal.get(), name) : line();
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.FAILED, "the input cannot be read: " + e);
    }
  }

  private static Optional<Terminal> terminal() {
    try {
      return Optional.of(
          TerminalBuilder.builder()
              .name("reelyard")
              .system(true)
              .dumb(false)
              // Else JLine takes Ctrl-C away from the JVM.
              .nativeSignals(false)
              .build());
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static String typed(Terminal terminal, String name) throws IOException, CommandFailure {
    boolean echoed = terminal.echo(false);
    try (terminal;
        BufferedReader in = new BufferedReader(terminal.reader())) {
      String first = asked(terminal.writer(), in, "Password for " + name + ": ");
      String second = asked(terminal.writer(), in, "Again: ");
      terminal.echo(echoed);
      if (!first.equals(second)) {
        throw new CommandFailure(ExitStatus.FAILED, "the two differ: nothing is changed");
      }
      return first;
    }
  }

  private static String asked(PrintWriter out, BufferedReader in, String question)
      throws IOException, CommandFailure {
    out.print(question);
    out.flush();
    String line = in.readLine();
    out.println();
    out.flush();
    if (line == null) {
      throw new CommandFailure(ExitStatus.FAILED, "no password was given: nothing is changed");
    }
    return line;
  }

  private static String line() throws IOException, CommandFailure {
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    if (line == null) {
      throw new CommandFailure(
          ExitStatus.FAILED, "no password was given: write it as a line to the standard input");
    }
    return line;
  }
}
