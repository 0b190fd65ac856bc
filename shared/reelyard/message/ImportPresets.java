package reelyard.message;

/**
 * Keeps all presets of a file as presets of one's own, by their names.
 *
 * @param json the text of a file that HandBrake exported
 * @param user who does it; set by the door through which a user came, whatever the user says
 */
public record ImportPresets(String json, String user) {

  public ImportPresets {
    if (json == null || json.isBlank()) {
      throw new IllegalArgumentException("json is missing: a preset file as HandBrake exports it");
    }
    user = user == null ? "" : user;
  }
}
