package reelyard.message;

/**
 * A folder that the drop box watches.
 *
 * @param rule its name in the configuration
 * @param waiting films that may still grow, or wait to be taken
 * @param done films with which nothing is to be done any more, or only when they change
 * @param trouble why it cannot be looked at, in words; or null
 */
public record WatchedFolder(
    String rule,
    String path,
    String output,
    String preset,
    String user,
    long waiting,
    long done,
    String trouble) {}
