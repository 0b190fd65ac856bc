package reelyard.message;

/**
 * Where programs reach the bus.
 *
 * @param url tcp://host:port, or tls://host:port
 * @param fingerprint the SHA-256 of its certificate, hexadecimal; null for plain TCP
 */
public record GatewayAddress(String url, String fingerprint) {}
