package reelyard.web;

import java.util.List;

/**
 * One way in which a request goes well.
 *
 * @param when in words
 * @param types of content, one of which comes; none where nothing does
 * @param headers that come with it
 */
record ApiAnswer(int status, String when, List<String> types, List<String> headers) {}
