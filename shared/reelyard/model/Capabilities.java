package reelyard.model;

import java.util.List;

/**
 * What a worker found out about its machine.
 *
 * @param handBrakeVersion such as 1.6.1
 * @param presetVersion the latest major version of presets that this HandBrake reads, 0 unknown
 * @param encoders video encoders that work here: those in software, and proven hardware
 * @param proofs one for each hardware encoder that HandBrake offers
 * @param presets names of HandBrake's built-in presets; empty when unknown
 * @param memoryBytes of the machine
 * @param foundMillis when it looked, by its own clock
 * @param ffmpeg whether it can decode a result to prove it
 */
public record Capabilities(
    String handBrakeVersion,
    int presetVersion,
    List<String> encoders,
    List<EncoderProof> proofs,
    List<String> presets,
    int cores,
    long memoryBytes,
    long foundMillis,
    boolean ffmpeg) {

  public Capabilities {
    encoders = encoders == null ? List.of() : List.copyOf(encoders);
    proofs = proofs == null ? List.of() : List.copyOf(proofs);
    presets = presets == null ? List.of() : List.copyOf(presets);
  }
}
