package bench;

import reelyard.web.PagePictures;

/**
 * Takes pictures of the page in a real browser, for people to look at.
 *
 * <p>{@code ./reelyard bench pictures [folder]}; without one, they lie in target/pictures.
 */
public final class PicturesBench {

  private PicturesBench() {}

  public static void main(String[] args) throws Exception {
    PagePictures.main(args);
  }
}
