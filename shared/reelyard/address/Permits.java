package reelyard.address;

import java.util.List;
import java.util.regex.Pattern;
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
   * @param address matches the whole of an address
   * @param role the least that a client must be
   */
  public record Permit(Way way, Pattern address, UserRole role) {

    private boolean allows(Way asked, String name, UserRole asker) {
      return way == asked && asker.includes(role) && address.matcher(name).matches();
    }
  }

  public static final List<Permit> ALL =
      List.of(
          ask(Addresses.GET_FARM, UserRole.VIEWER),
          ask(Addresses.LIST_JOBS, UserRole.VIEWER),
          ask(Addresses.GET_JOB, UserRole.VIEWER),
          ask(Addresses.EXPLAIN_JOB, UserRole.VIEWER),
          ask(Addresses.GET_ETA, UserRole.VIEWER),
          ask(Addresses.GET_HISTORY, UserRole.VIEWER),
          ask(Addresses.GET_JOB_DETAILS, UserRole.VIEWER),
          ask(Addresses.READ_LOG, UserRole.VIEWER),
          ask(Addresses.GET_COMMAND, UserRole.VIEWER),
          ask(Addresses.GET_STATISTICS, UserRole.VIEWER),
          ask(Addresses.GET_THROUGHPUT, UserRole.VIEWER),
          ask(Addresses.LIST_ALERTS, UserRole.VIEWER),
          ask(Addresses.LIST_PRESETS, UserRole.VIEWER),
          ask(Addresses.GET_PRESET, UserRole.VIEWER),
          ask(Addresses.GET_STAGINGS, UserRole.VIEWER),
          ask(Addresses.DROP_BOX, UserRole.VIEWER),
          // A submitter's jobs are marked as his own, and he changes no others.
          ask(Addresses.SUBMIT, UserRole.SUBMITTER),
          ask(Addresses.CHANGE_JOBS, UserRole.SUBMITTER),
          ask(Addresses.UNDO_JOB, UserRole.OPERATOR),
          ask(Addresses.CONTROL_WORKERS, UserRole.OPERATOR),
          ask(Addresses.SET_WORKER, UserRole.OPERATOR),
          ask(Addresses.TEST_WORKER, UserRole.OPERATOR),
          ask(Addresses.SET_FARM, UserRole.OPERATOR),
          ask(Addresses.PUT_PRESET, UserRole.OPERATOR),
          ask(Addresses.IMPORT_PRESETS, UserRole.OPERATOR),
          ask(Addresses.DROP_PRESET, UserRole.OPERATOR),
          ask(Addresses.BACK_UP, UserRole.ADMIN),
          hear("reelyard\\.farm\\.(jobs|workers|summary)"),
          hear("reelyard\\.job\\.[a-z0-9]{1,32}\\.(progress|log)"));

  private Permits() {}

  /** Whether a client of this role may. */
  public static boolean allow(Way way, String address, UserRole role) {
    return ALL.stream().anyMatch(permit -> permit.allows(way, address, role));
  }

  private static Permit ask(Request<?, ?> request, UserRole role) {
    return new Permit(Way.SEND, Pattern.compile(Pattern.quote(request.name())), role);
  }

  private static Permit hear(String address) {
    return new Permit(Way.HEAR, Pattern.compile(address), UserRole.VIEWER);
  }
}
