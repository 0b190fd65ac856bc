package reelyard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reelyard.login.NewPassword;
import reelyard.login.User;
import reelyard.login.UserFileException;
import reelyard.model.UserRole;

/** Keeps the file of those who may log in. */
@Command(
    name = "user",
    description =
        "Say who may log in to the page and the drop box; run it on the manager's machine.",
    subcommands = {
      UserCommand.Add.class,
      UserCommand.Show.class,
      UserCommand.Remove.class,
      UserCommand.Role.class,
      UserCommand.Password.class
    })
final class UserCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do is missing: add, list, remove, role or password");
  }

  /** Each of them: what goes wrong with the file is told in one sentence. */
  private abstract static class OnUsers implements Callable<Integer> {

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

  /** Adds one. */
  @Command(
      name = "add",
      description =
          "Let somebody in. The password is asked for, or read as a line from the standard input.")
  static final class Add extends OnUsers {

    @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits, '.', '_', '-'.")
    private String name;

    @Option(
        names = "--role",
        paramLabel = "viewer|submitter|operator|admin",
        completionCandidates = Choices.Roles.class,
        defaultValue = "submitter",
        description = "What the user may do; submitter, which may drop films, if not given.")
    private String role;

    @Option(
        names = "--folder",
        paramLabel = "RULE",
        description =
            "A watched folder (a name of dropbox.folders) that the user sees, besides those whose"
                + " key user names the user; may be given again.")
    private List<String> folders = new ArrayList<>();

    @Override
    void run() throws CommandFailure {
      users.checkFolders(folders);
      // Whatever is wrong shall be told before a password is asked for.
      User draft = new User(name, UserRole.of(role), folders, "");
      users.file().users().forEach(this::refuseSame);
      refuseToken();
      String hash = NewPassword.kept(name, PasswordQuestion.ask(name));
      users
          .file()
          .change(
              all -> {
                all.forEach(this::refuseSame);
                List<User> more = new ArrayList<>(all);
                more.add(draft.withPassword(hash));
                return more;
              });
      System.out.println(
          "%s may log in as %s by %s"
              .formatted(name, draft.role().word(), Words.printable(users.file().path() + "")));
      users.hint().ifPresent(System.out::println);
    }

    private void refuseToken() throws CommandFailure {
      if (users.tokens().tokens().stream().anyMatch(token -> token.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is a token %s: choose another name for the user".formatted(name));
      }
    }

    private void refuseSame(User user) {
      if (user.name().equals(name)) {
        throw new IllegalArgumentException(
            "there is a user "
                + name
                + " already: `reelyard user password "
                + name
                + "` changes the password");
      }
    }
  }

  /** Lists them. */
  @Command(name = "list", description = "List who may log in, without passwords.")
  static final class Show extends OnUsers {

    @Mixin private JsonOption json;

    @Override
    void run() throws CommandFailure {
      List<Listed> all =
          users.file().users().stream()
              .map(user -> new Listed(user.name(), user.role().word(), user.folders()))
              .toList();
      if (json.print(new UserList(all))) {
        return;
      }
      TextTable table = new TextTable("NAME", "ROLE", "FOLDERS");
      all.forEach(user -> table.row(user.name, user.role, String.join(" ", user.folders)));
      table.lines().forEach(line -> System.out.println(Words.printable(line)));
    }
  }

  /** What is printed for programs. */
  record UserList(List<Listed> users) {}

  /** One of them, without what proves it. */
  record Listed(String name, String role, List<String> folders) {}

  /** Removes one. */
  @Command(name = "remove", description = "Let somebody in no more, at once.")
  static final class Remove extends OnUsers {

    @Parameters(paramLabel = "NAME", description = "Who.")
    private String name;

    @Override
    void run() throws CommandFailure {
      users
          .file()
          .change(
              all -> {
                List<User> rest = all.stream().filter(u -> !u.name().equals(name)).toList();
                if (rest.size() == all.size()) {
                  throw new IllegalArgumentException("there is no user " + Words.printable(name));
                }
                return rest;
              });
    }
  }

  /** Changes what one may do. */
  @Command(name = "role", description = "Give somebody another role; sessions end at once.")
  static final class Role extends OnUsers {

    @Parameters(index = "0", paramLabel = "NAME", description = "Whose.")
    private String name;

    @Parameters(
        index = "1",
        paramLabel = "viewer|submitter|operator|admin",
        description = "What the user may do from now on.")
    private String role;

    @Override
    void run() throws CommandFailure {
      UserRole other = UserRole.of(role);
      users
          .file()
          .change(
              all -> {
                if (all.stream().noneMatch(user -> user.name().equals(name))) {
                  throw new IllegalArgumentException("there is no user " + Words.printable(name));
                }
                return all.stream()
                    .map(user -> user.name().equals(name) ? user.withRole(other) : user)
                    .toList();
              });
    }
  }

  /** Changes a password. */
  @Command(
      name = "password",
      description = "Give somebody another password: asked for, or read from the standard input.")
  static final class Password extends OnUsers {

    @Parameters(paramLabel = "NAME", description = "Whose.")
    private String name;

    @Override
    void run() throws CommandFailure {
      if (users.file().users().stream().noneMatch(this::isMeant)) {
        throw new IllegalArgumentException("there is no user " + Words.printable(name));
      }
      String hash = NewPassword.kept(name, PasswordQuestion.ask(name));
      users
          .file()
          .change(all -> all.stream().map(u -> isMeant(u) ? u.withPassword(hash) : u).toList());
    }

    private boolean isMeant(User user) {
      return user.name().equals(name);
    }
  }
}
