package reelyard.cli;

import java.util.Collection;
import java.util.List;
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
  public Collection<JobView> jobs(FarmPicture picture) {
    return List.copyOf(picture.jobs());
  }

  @Override
  public Scene scene(FarmPicture picture, Collection<JobView> jobs, boolean current) {
    return Scene.ofFarm(
        picture, page, current ? null : "no answer from the manager at " + page + "; trying again");
  }

  @Override
  public void shown(Collection<JobView> jobs) {}
}
