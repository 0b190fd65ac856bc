package reelyard.cli;

import java.util.Map;
import java.util.Optional;
import reelyard.message.Ack;
import reelyard.message.ImportPresets;
import reelyard.message.ImportedPresets;
import reelyard.message.PresetList;
import reelyard.message.PresetText;

/** What is asked of a manager about presets. */
final class PresetClient {

  private static final String PRESETS = "api/v1/presets";

  private final ManagerLink link;

  PresetClient(ManagerLink link) {
    this.link = link;
  }

  PresetList list() throws CommandFailure {
    return link.get(PRESETS, Map.of(), PresetList.class);
  }

  /**
   * @param version of one's own; 0 for the latest
   */
  PresetText show(String name, int version) throws CommandFailure {
    return link.get(path(name), Map.of("version", version), PresetText.class);
  }

  /** The latest version, unless there is no such preset. */
  Optional<PresetText> find(String name) throws CommandFailure {
    return link.find(path(name), PresetText.class);
  }

  /**
   * @param json the text of a file that HandBrake exported
   */
  ImportedPresets take(String json) throws CommandFailure {
    return link.post(PRESETS + "/import", new ImportPresets(json, null), ImportedPresets.class);
  }

  Ack delete(String name) throws CommandFailure {
    return link.delete(path(name), Ack.class);
  }

  private static String path(String name) {
    return PRESETS + "/" + ManagerLink.segment(name);
  }
}
