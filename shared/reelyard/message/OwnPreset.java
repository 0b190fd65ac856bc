package reelyard.message;

/**
 * A preset of people's own.
 *
 * @param version of the latest text, counted from 1
 * @param changedMillis when that came, since 1970
 * @param user whose change that was
 */
public record OwnPreset(
    String name, String description, int version, long changedMillis, String user) {}
