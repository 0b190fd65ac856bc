package reelyard.message;

import java.util.List;

/**
 * What the drop box watches, and what was dropped lately, the latest first.
 *
 * @param trouble why nothing is taken now, in words; or null
 * @param ftpUrl where users reach the folders by FTP; null when they do not
 * @param ftpCertificate the SHA-256 fingerprint of the certificate there; null for plain FTP
 */
public record DropBoxView(
    List<WatchedFolder> folders,
    List<DroppedFilm> lately,
    String trouble,
    String ftpUrl,
    String ftpCertificate) {}
