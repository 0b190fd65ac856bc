package reelyard.message;

import java.util.List;
import reelyard.model.Container;

/**
 * What a worker needs to know of an attempt. The arguments are HandBrake's without program name,
 * input and output; presetJson is null for a built-in preset.
 */
public record Assignment(
    AttemptId attempt,
    String workerId,
    String name,
    String input,
    long inputBytes,
    String output,
    boolean overwrite,
    Container container,
    String presetJson,
    List<String> arguments) {}
