package reelyard.web;

import java.util.List;

/** What the {@link RequestGuard} looks at; headers as often as they came. */
record RequestHead(
    String method, List<String> hosts, List<String> origins, List<String> contentTypes) {}
