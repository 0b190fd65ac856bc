package reelyard.staging;

import org.apache.ftpserver.ftplet.Authentication;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;

/** Lets in who has an open door's user and password; there is no other account. */
final class DoorAccounts implements UserManager {

  private final Doors doors;

  DoorAccounts(Doors doors) {
    this.doors = doors;
  }

  @Override
  public User authenticate(Authentication authentication) throws AuthenticationFailedException {
    if (authentication instanceof UsernamePasswordAuthentication account
        && account.getUsername() != null
        && account.getPassword() != null) {
      Door door = doors.open(account.getUsername(), account.getPassword());
      if (door != null) {
        return new DoorUser(door);
      }
    }
    throw new AuthenticationFailedException();
  }

  /** Always null, so that an existing name is answered as any other. */
  @Override
  public User getUserByName(String name) {
    return null;
  }

  @Override
  public String[] getAllUserNames() {
    return new String[0];
  }

  @Override
  public boolean doesExist(String name) {
    return false;
  }

  @Override
  public String getAdminName() {
    return null;
  }

  @Override
  public boolean isAdmin(String name) {
    return false;
  }

  @Override
  public void delete(String name) throws FtpException {
    throw new FtpException("accounts end with their attempts");
  }

  @Override
  public void save(User user) throws FtpException {
    throw new FtpException("accounts begin with their attempts");
  }
}
