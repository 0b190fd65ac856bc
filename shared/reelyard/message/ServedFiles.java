package reelyard.message;

import java.util.List;

/**
 * An FTP folder, open for this attempt only, and all the files in it. The film is the path that
 * HandBrake shall open (a file, or "." for a whole disc folder); subtitles are paths of sidecar
 * files.
 *
 * @param fingerprint the SHA-256 of the server's certificate, as 64 hexadecimal digits: explicit
 *     TLS (AUTH TLS, PROT P) and no other certificate; null for plain FTP
 * @param version the same as at another time when nothing of the input has changed since
 * @param minSavedPercent by how much a result that takes its source's place must be smaller
 */
public record ServedFiles(
    String url,
    String user,
    String password,
    List<ServedFile> files,
    String film,
    List<String> subtitles,
    String fingerprint,
    String version,
    int minSavedPercent) {}
