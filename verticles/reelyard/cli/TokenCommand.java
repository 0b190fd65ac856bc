package reelyard.cli;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reelyard.login.Token;
import reelyard.login.UserFileException;

/** Keeps the file of tokens: what programs and workers prove themselves by. */
@Command(
    name = "token",
    description =
        "Make tokens, by which programs speak to the farm and workers join it; run it on the"
            + " manager's machine.",
    subcommands = {TokenCommand.Add.class, TokenCommand.Show.class, TokenCommand.Remove.class})
final class TokenCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do is missing: add, list or remove");
  }

  /** Each of them: what goes wrong with the file is told in one sentence. */
  private abstract static class OnTokens implements Callable<Integer> {

    @Mixin UsersOptions users;

    abstract void run() throws CommandFailure;

    @Override
    public Integer call() throws CommandFailure {
      try {
        run();
        return ExitStatus.COMPLETE;
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(e.getMessage());
      } catch (UserFileException e) {
        throw new CommandFailure(ExitStatus.FAILED, e.getMessage());
      }
    }
  }

  /** Makes one. */
  @Command(
      name = "add",
      description =
          "Make a token and print it, this once: what is kept does not tell it. Send it as"
              + " Authorization: Bearer TOKEN; a worker gets it by the key worker.token.")
  static final class Add extends OnTokens {

    private static final int MOST_DAYS = 3_650;

    @Parameters(
        paramLabel = "NAME",
        description = "Whose jobs its jobs are; lower-case letters, digits, '.', '_', '-'.")
    private String name;

    @Option(
        names = "--role",
        paramLabel = "viewer|submitter|operator|admin|worker",
        completionCandidates = Choices.Roles.class,
        defaultValue = "viewer",
        description = "What it may do; viewer, which only looks, if not given.")
    private String role;

    @Option(
        names = "--days",
        paramLabel = "N",
        defaultValue = "90",
        description = "When it ends; 90 if not given, at most " + MOST_DAYS + ".")
    private int days;

    @Override
    void run() throws CommandFailure {
      if (days < 1 || days > MOST_DAYS) {
        throw new IllegalArgumentException("--days must be 1 to " + MOST_DAYS + ", not " + days);
      }
      String secret = Token.newSecret();
      long now = System.currentTimeMillis();
      Token token =
          new Token(name, role, Token.hash(secret), now, now + TimeUnit.DAYS.toMillis(days));
      refuseUser();
      users
          .tokens()
          .change(
              all -> {
                refuseSame(all);
                List<Token> more = new ArrayList<>(all);
                more.add(token);
                return more;
              });
      System.out.println(secret);
    }

    /** Who has it could change that user's jobs. */
    private void refuseUser() throws CommandFailure {
      if (users.file().users().stream().anyMatch(user -> user.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is a user %s: give the token another name, such as %s-script"
                .formatted(name, name));
      }
    }

    private void refuseSame(List<Token> all) {
      if (all.stream().anyMatch(token -> token.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is a token %s already: remove it first, or choose another name".formatted(name));
      }
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "List the tokens, without what they are known by.")
  static final class Show extends OnTokens {

    @Mixin private JsonOption json;

    @Override
    void run() throws CommandFailure {
      List<Token> tokens = users.tokens().tokens();
      if (json.print(new TokenList(tokens.stream().map(Listed::of).toList()))) {
        return;
      }
      long now = System.currentTimeMillis();
      TextTable table = new TextTable("NAME", "ROLE", "MADE", "ENDS");
      for (Token token : tokens) {
        table.row(
            token.name(),
            token.role().toLowerCase(Locale.ROOT),
            Times.shown(token.createdMillis(), ZoneId.systemDefault()),
            Times.shown(token.endsMillis(), ZoneId.systemDefault())
                + (token.endsMillis() <= now ? " (ended)" : ""));
      }
      table.lines().forEach(line -> System.out.println(Words.printable(line)));
    }
  }

  /** What is printed for programs. */
  record TokenList(List<Listed> tokens) {}

  /** One of them, without what it is known by. */
  record Listed(String name, String role, long createdMillis, long endsMillis) {
    private static Listed of(Token token) {
      return new Listed(
          token.name(),
          token.role().toLowerCase(Locale.ROOT),
          token.createdMillis(),
          token.endsMillis());
    }
  }

  /** Removes one. */
  @Command(name = "remove", description = "End a token, at once.")
  static final class Remove extends OnTokens {

    @Parameters(paramLabel = "NAME", description = "Which.")
    private String name;

    @Override
    void run() throws CommandFailure {
      users
          .tokens()
          .change(
              all -> {
                List<Token> rest = all.stream().filter(t -> !t.name().equals(name)).toList();
                if (rest.size() == all.size()) {
                  throw new IllegalArgumentException("there is no token " + Words.printable(name));
                }
                return rest;
              });
    }
  }
}
