package reelyard.web;

import java.util.List;

/**
 * What the {@link RequestGuard} looks at; headers as often as they came.
 *
 * @param resumable whether it says that it belongs to a resumable upload, by a header that browsers
 *     let other sites send only when asked
 */
record RequestHead(
    String method,
    List<String> hosts,
    List<String> origins,
    List<String> contentTypes,
    boolean resumable) {}
