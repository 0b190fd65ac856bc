package reelyard.message;

import java.util.List;

/**
 * The presets that a job may name.
 *
 * @param handBrakeVersion whose built-in ones these are: the one that most workers have; empty when
 *     no worker is there
 */
public record PresetList(
    String handBrakeVersion, List<PresetCategory> builtIn, List<OwnPreset> own) {}
