package reelyard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the whole farm live. */
@Command(
    name = "watch",
    description = "Watch the whole farm until Ctrl-C, through restarts of its manager.")
final class WatchCommand implements Callable<Integer> {

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Override
  public Integer call() throws CommandFailure {
    ManagerClient client = manager.client(System.getenv());
    client.farm(1);
    try (Ending ending = new Ending()) {
      Show show = json.isOn() ? new JsonShow(json::print) : Shows.open();
      ending.first(show::close);
      try (Watch watch = new Watch(client, new FarmSubject(client.address().toString()), show)) {
        watch.start();
        Watch.join(watch.broken());
      }
    }
    return ExitStatus.COMPLETE;
  }
}
