package reelyard.model;

/**
 * What a job demands of a worker's HandBrake.
 *
 * @param encoder the video encoder, such as nvenc_h265; null when the preset's own is unknown
 * @param preset the built-in preset, null when the job brings its own
 * @param presetVersion major version of the preset that the job brings, 0 for none
 */
public record Needs(String encoder, String preset, int presetVersion) {}
