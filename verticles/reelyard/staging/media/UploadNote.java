package reelyard.staging.media;

/**
 * What is kept of an upload, beside its bytes.
 *
 * @param user whose it is
 * @param name as the film is to be called
 * @param bytes how many it has when it is whole
 * @param metadata as it came
 * @param path where it lies since it is whole, else null
 */
record UploadNote(String id, String user, String name, long bytes, String metadata, String path) {

  UploadNote placed(String where) {
    return new UploadNote(id, user, name, bytes, metadata, where);
  }

  boolean isWhole() {
    return path != null;
  }
}
