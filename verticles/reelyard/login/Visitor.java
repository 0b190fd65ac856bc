package reelyard.login;

import java.util.Objects;
import reelyard.address.Addresses;
import reelyard.bus.Json;
import reelyard.message.ChangeJobs;
import reelyard.message.ImportPresets;
import reelyard.message.PutPreset;
import reelyard.message.SubmitJobs;
import reelyard.model.UserRole;

/**
 * Who asks: what he hands in is his own, and as a submitter he changes nothing else.
 *
 * @param login whether he had to prove who he is
 */
public record Visitor(String name, UserRole role, boolean login) {

  /** Where nobody has to log in: whoever is at this machine. */
  public static final Visitor LOCAL = new Visitor("local", UserRole.ADMIN, false);

  public Visitor {
    Objects.requireNonNull(name, "name is missing");
    Objects.requireNonNull(role, "role is missing");
  }

  /**
   * As he may submit it: in his own name, whatever he wrote, and by a key that is no other user's.
   * Without a login, as it stands.
   *
   * @throws IllegalArgumentException when the key is too long
   */
  public SubmitJobs own(SubmitJobs message) {
    return login
        ? new SubmitJobs(
            ownKey(message.key()), message.jobs().stream().map(job -> job.withUser(name)).toList())
        : message;
  }

  private String ownKey(String key) {
    if (key != null && key.length() > SubmitJobs.MOST_KEY) {
      throw new IllegalArgumentException(
          "key must be 1 to %d characters".formatted(SubmitJobs.MOST_KEY));
    }
    return key == null ? null : name + "/" + key;
  }

  /** As he may keep it: in his own name. */
  public PutPreset own(PutPreset message) {
    return login
        ? new PutPreset(message.name(), message.description(), message.json(), name)
        : message;
  }

  /** As he may keep them: in his own name. */
  public ImportPresets own(ImportPresets message) {
    return login ? new ImportPresets(message.json(), name) : message;
  }

  /**
   * What he may send to this address, as JSON: as it stands, but for what is told above.
   *
   * @throws IllegalArgumentException when it is no message for that address
   */
  public String own(String address, String body) {
    if (address.equals(Addresses.SUBMIT.name())) {
      return Json.write(own(Json.read(body, SubmitJobs.class)));
    }
    if (address.equals(Addresses.PUT_PRESET.name())) {
      return Json.write(own(Json.read(body, PutPreset.class)));
    }
    if (address.equals(Addresses.IMPORT_PRESETS.name())) {
      return Json.write(own(Json.read(body, ImportPresets.class)));
    }
    return address.equals(Addresses.CHANGE_JOBS.name())
        ? Json.write(own(Json.read(body, ChangeJobs.class)))
        : body;
  }

  /** As he may change it: a submitter's own jobs alone. */
  public ChangeJobs own(ChangeJobs message) {
    return message.onlyOf(role.includes(UserRole.OPERATOR) ? null : name);
  }
}
