package reelyard.dropbox;

import java.util.List;
import org.apache.ftpserver.ftplet.Authority;
import org.apache.ftpserver.ftplet.AuthorizationRequest;
import reelyard.ftp.CountedUser;
import reelyard.login.User;

/** A user who logged in. What one may do is a matter of the file system view, not of grants. */
record DropUser(User user) implements CountedUser {

  @Override
  public String account() {
    return user.name();
  }

  @Override
  public String worker() {
    return user.name();
  }

  @Override
  public String getName() {
    return user.name();
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
    return true;
  }

  @Override
  public String getHomeDirectory() {
    return "/";
  }
}
