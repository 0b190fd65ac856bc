package reelyard.message;

import java.util.List;

/**
 * An FTP folder, open for this attempt only, and all the files in it. The film is the path that
 * HandBrake shall open (a file, or "." for a whole disc folder); subtitles are paths of sidecar
 * files.
 */
public record ServedFiles(
    String url,
    String user,
    String password,
    List<ServedFile> files,
    String film,
    List<String> subtitles) {}
