package reelyard.cli;

import java.util.Collection;
import reelyard.message.JobView;

/** The whole farm, from now on. */
final class FarmSubject implements Watch.Subject {

  private final String page;

  FarmSubject(String page) {
    this.page = page;
  }

  @Override
  public boolean tellsOfThePast() {
    return false;
  }

  @Override
  public Collection<JobView> ofInterest(Collection<JobView> changed) {
    return changed;
  }

  @Override
  public Scene scene(FarmPicture picture, boolean lost) {
    return Scene.ofFarm(picture, page, lost ? Scene.noAnswer(page) : null);
  }

  @Override
  public boolean endsUnread() {
    return true;
  }

  @Override
  public void shown() {}
}
