package reelyard.address;

import java.util.List;
import reelyard.model.UserRole;

/**
 * What foreign clients may reach on the bus, by their role: the browsers' bridge and the one for
 * programs permit exactly this, and nothing else.
 */
public final class Permits {

  /** Whether a client sends there, or hears what is said there. */
  public enum Way {
    SEND,
    HEAR
  }

  /**
   * One permission.
   *
   * @param address a regular expression that matches the whole address
   * @param role the least that a client must be
   */
  public record Permit(Way way, String address, UserRole role) {}

  public static final List<Permit> ALL =
      List.of(
          send("reelyard\\.farm", UserRole.VIEWER),
          hear("reelyard\\.farm\\.(jobs|workers|summary)", UserRole.VIEWER),
          hear("reelyard\\.job\\.[a-z0-9]{1,32}\\.(progress|log)", UserRole.VIEWER));

  private Permits() {}

  /** Whether a client of this role may. */
  public static boolean allow(Way way, String address, UserRole role) {
    return ALL.stream()
        .anyMatch(
            permit ->
                permit.way == way && role.includes(permit.role) && address.matches(permit.address));
  }

  private static Permit send(String address, UserRole role) {
    return new Permit(Way.SEND, address, role);
  }

  private static Permit hear(String address, UserRole role) {
    return new Permit(Way.HEAR, address, role);
  }
}
