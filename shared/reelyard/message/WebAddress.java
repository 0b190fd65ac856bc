package reelyard.message;

/** Where the web page of this farm is, such as {@code http://127.0.0.1:8080/}. */
public record WebAddress(String url) {}
