package reelyard.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks for a password: twice and without echo at a terminal, else as one line of the input. */
final class PasswordQuestion {

  private PasswordQuestion() {}

  static String ask(String name) throws CommandFailure {
    Console console = System.console();
    return console == null ? line() : typed(console, name);
  }

  private static String typed(Console console, String name) throws CommandFailure {
    char[] first = console.readPassword("Password for %s: ", name);
    char[] second = first == null ? null : console.readPassword("Again: ");
    if (second == null) {
      throw new CommandFailure(ExitStatus.FAILED, "no password was given: nothing is changed");
    }
    if (!Arrays.equals(first, second)) {
      throw new CommandFailure(ExitStatus.FAILED, "the two differ: nothing is changed");
    }
    return new String(first);
  }

  private static String line() throws CommandFailure {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      String line = in.readLine();
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.FAILED, "the standard input cannot be read: " + e);
    }
    throw new CommandFailure(
        ExitStatus.FAILED, "no password was given: write it as a line to the standard input");
  }
}
