package reelyard.login;

import java.util.List;
import java.util.Objects;
import reelyard.model.UserRole;

/**
 * Who may log in.
 *
 * @param folders names of the drop box's rules whose folders the user sees, besides those that name
 *     the user
 * @param password as {@link PasswordHash} writes it; never the password itself
 */
public record User(String name, UserRole role, List<String> folders, String password) {

  public User {
    if (name == null || !name.matches("[a-z0-9][a-z0-9._-]{0,31}")) {
      throw new IllegalArgumentException(
          "a user's name must be lower-case letters, digits, '.', '_' and '-', at most 32, not "
              + name);
    }
    if (name.equals("anonymous") || name.equals("ftp")) {
      throw new IllegalArgumentException("no user can be called " + name + ": choose another name");
    }
    Objects.requireNonNull(role, "role is missing");
    Objects.requireNonNull(password, "password is missing");
    folders = folders == null ? List.of() : List.copyOf(folders);
  }

  /** The same with another password's hash. */
  public User withPassword(String hash) {
    return new User(name, role, folders, hash);
  }

  /** The same who may do other things. */
  public User withRole(UserRole other) {
    return new User(name, other, folders, password);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "User[" + name + ", " + role + ", " + folders + "]";
  }
}
