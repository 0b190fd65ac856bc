package reelyard.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.model.HandBrakeHelp;

/**
 * What this machine's HandBrake says of itself.
 *
 * @param presetVersion major version of the presets that it writes, 0 unknown
 * @param encoders all video encoders that it lists; those in hardware may not work for all that
 * @param presets names of the built-in ones
 * @param ffmpeg whether that program, which is not HandBrake's, is there as well
 */
record Survey(
    String version,
    int presetVersion,
    List<String> encoders,
    List<String> presets,
    boolean ffmpeg) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Folders end with a slash, and what a preset is for stands further to the right. */
  private static final Pattern PRESET = Pattern.compile(" {4}(\\S.*[^/])");

  /** Understands the answers to --help, --preset-list and --preset-export. */
  static Survey of(
      String version, String help, String presetList, String presetExport, String ffmpegVersion) {
    return new Survey(
        version,
        presetVersion(presetExport),
        HandBrakeHelp.encoders(help),
        presets(presetList),
        ffmpegVersion.startsWith("ffmpeg version"));
  }

  /** Those that only a real encode proves. */
  List<String> hardware() {
    return encoders.stream().filter(HandBrakeHelp::isHardware).toList();
  }

  /** Those that work anywhere. */
  List<String> software() {
    return encoders.stream().filter(encoder -> !HandBrakeHelp.isHardware(encoder)).toList();
  }

  /** All that is known of this machine once its hardware was proven, or was not yet. */
  Capabilities with(List<EncoderProof> proofs, long nowMillis) {
    List<String> working = new ArrayList<>(software());
    proofs.stream().filter(EncoderProof::works).map(EncoderProof::encoder).forEach(working::add);
    return new Capabilities(
        version,
        presetVersion,
        working,
        proofs,
        presets,
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        nowMillis,
        ffmpeg);
  }

  private static List<String> presets(String list) {
    return list.lines()
        .map(PRESET::matcher)
        .filter(Matcher::matches)
        .map(preset -> preset.group(1))
        .distinct()
        .toList();
  }

  private static int presetVersion(String export) {
    try {
      return JSON.readTree(export).path("VersionMajor").asInt(0);
    } catch (JsonProcessingException e) {
      return 0;
    }
  }

  private static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }
}
