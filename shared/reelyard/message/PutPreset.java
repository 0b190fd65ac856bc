package reelyard.message;

/**
 * Keeps a preset of one's own, or a new version of it.
 *
 * @param name under which jobs ask for it
 * @param description what it is for; null for what stands in the preset
 * @param json a preset file with this preset alone, as HandBrake exports it
 * @param user who does it; set by the door through which a user came, whatever the user says
 */
public record PutPreset(String name, String description, String json, String user) {

  public PutPreset {
    if (json == null || json.isBlank()) {
      throw new IllegalArgumentException("json is missing: a preset file as HandBrake exports it");
    }
    user = user == null ? "" : user;
  }
}
