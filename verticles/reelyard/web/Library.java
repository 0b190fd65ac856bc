package reelyard.web;

/**
 * What the page uses of others, out of their jars: where it is served, and where it lies. Their
 * order is that in which they are tried.
 */
enum Library {
  LIT_HTML("/lib/lit-html/*", "lit-html/3.3.1"),
  /** The last, since its path holds the others'. */
  SOCKJS("/lib/*", "sockjs-client/1.6.1/dist");

  private final String path;
  private final String folder;

  Library(String path, String folder) {
    this.path = path;
    this.folder = folder;
  }

  /** Of the routes to it. */
  String path() {
    return path;
  }

  /** On the class path. */
  String folder() {
    return "META-INF/resources/webjars/" + folder;
  }
}
