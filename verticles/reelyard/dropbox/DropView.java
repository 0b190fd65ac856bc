package reelyard.dropbox;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ftpserver.ftplet.FileSystemView;
import reelyard.login.User;

/** The watched folders of one user, as folders at the top; nothing else exists. */
final class DropView implements FileSystemView {

  private final User user;
  private final Map<String, Rule> shares;
  private final Ledger ledger;
  private volatile List<String> working = List.of();

  DropView(User user, Shares shares, Ledger ledger) {
    this.user = user;
    this.shares = shares.of(user);
    this.ledger = ledger;
  }

  Collection<String> shares() {
    return shares.keySet();
  }

  boolean mayWrite() {
    return Shares.mayWrite(user);
  }

  /** Whether a job took this, something in it, or the folder that it is part of. */
  boolean isTaken(Place place) {
    return ledger.isTaken(place.rule().watched(), place.watched());
  }

  @Override
  public DropFile getHomeDirectory() {
    return file(List.of());
  }

  @Override
  public DropFile getWorkingDirectory() {
    return file(working);
  }

  @Override
  public boolean changeWorkingDirectory(String path) {
    List<String> names = names(path);
    if (!file(names).isDirectory()) {
      return false;
    }
    working = names;
    return true;
  }

  @Override
  public DropFile getFile(String path) {
    return file(names(path));
  }

  DropFile file(List<String> names) {
    Optional<Place> place =
        names.isEmpty() || !shares.containsKey(names.get(0))
            ? Optional.empty()
            : Place.of(shares.get(names.get(0)), names.subList(1, names.size()));
    return new DropFile(this, names, place.orElse(null));
  }

  @Override
  public boolean isRandomAccessible() {
    return true;
  }

  @Override
  public void dispose() {
    working = List.of();
  }

  private List<String> names(String path) {
    Deque<String> names = new ArrayDeque<>(path.startsWith("/") ? List.of() : working);
    for (String name : path.split("/", -1)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> names.pollLast();
        default -> names.add(name);
      }
    }
    return List.copyOf(names);
  }
}
