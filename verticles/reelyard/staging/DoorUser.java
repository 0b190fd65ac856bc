package reelyard.staging;

import java.util.List;
import org.apache.ftpserver.ftplet.Authority;
import org.apache.ftpserver.ftplet.AuthorizationRequest;
import reelyard.ftp.CountedUser;

/** Who came through a door. What it may do is a matter of its file system view, not of grants. */
record DoorUser(Door door) implements CountedUser {

  @Override
  public String account() {
    return door.user();
  }

  @Override
  public String worker() {
    return door.worker();
  }

  /** One name for all: the server keeps a counter for each name that it ever saw. */
  @Override
  public String getName() {
    return "attempt";
  }

  @Override
  public String getPassword() {
    return null;
  }

  @Override
  public List<? extends Authority> getAuthorities() {
    return List.of();
  }

  @Override
  public List<? extends Authority> getAuthorities(Class<? extends Authority> type) {
    return List.of();
  }

  @Override
  public AuthorizationRequest authorize(AuthorizationRequest request) {
    return request;
  }

  /** In seconds; 0 leaves it to the listener. */
  @Override
  public int getMaxIdleTime() {
    return 0;
  }

  @Override
  public boolean getEnabled() {
    return !door.isClosed();
  }

  @Override
  public String getHomeDirectory() {
    return "/";
  }
}
