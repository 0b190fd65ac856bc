package reelyard.message;

/**
 * An FTP folder, open for this attempt only, and the file name that the result shall have there.
 *
 * @param fingerprint as in {@link ServedFiles}
 */
public record ReturnFolder(
    String url, String user, String password, String fileName, String fingerprint) {}
