package reelyard.web;

import java.util.List;

/**
 * What the {@link RequestGuard} looks at; headers as often as they came.
 *
 * @param resumable whether it says that it belongs to a resumable upload, by a header that browsers
 *     let other sites send only when asked
 * @param fetchSites whence a browser says that it asks; none where that may be from anywhere
 */
record RequestHead(
    String method,
    List<String> hosts,
    List<String> origins,
    List<String> contentTypes,
    boolean resumable,
    List<String> fetchSites) {}
