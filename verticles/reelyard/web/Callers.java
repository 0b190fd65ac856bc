package reelyard.web;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Network;

/**
 * Tells who is at the other end: a client, or a proxy that says for whom it asks. Anybody can write
 * X-Forwarded-For; only a proxy that the configuration knows is believed.
 */
final class Callers {

  private static final Logger log = LoggerFactory.getLogger(Callers.class);

  private static final Pattern OWN = Pattern.compile("127\\..*|::1|0:0:0:0:0:0:0:1");

  private final Set<InetAddress> proxies;
  private final boolean ownProxy;
  private boolean told;

  /**
   * @param proxies numeric addresses
   * @param ownProxy whether a proxy on this machine is in front
   */
  Callers(List<String> proxies, boolean ownProxy) {
    this.proxies = proxies.stream().map(Callers::address).collect(Collectors.toSet());
    this.ownProxy = ownProxy;
  }

  /**
   * Whose connections count together; null for this machine's own and a proxy's, which do not.
   *
   * @param direct of the other end; null for none
   */
  String counted(String direct) {
    return direct == null || isOwn(direct) || isProxy(direct) ? null : Network.of(direct);
  }

  /**
   * Who asks: behind a proxy the last whom it names, which is whom it saw.
   *
   * @param forwarded the headers X-Forwarded-For, as often as they came
   */
  String of(String direct, List<String> forwarded) {
    if (direct == null || forwarded.isEmpty()) {
      return String.valueOf(direct);
    }
    if (!isProxy(direct)) {
      if (!told) {
        told = true;
        log.warn(
            "{} names others in X-Forwarded-For and is not believed: if it is your proxy, name it"
                + " in web.proxies; till then all that it passes on counts as one client",
            direct);
      }
      return direct;
    }
    String all = forwarded.get(forwarded.size() - 1);
    String last = all.substring(all.lastIndexOf(',') + 1).strip();
    return Network.isNumeric(last) ? last : direct;
  }

  /** Who asks this. */
  String of(HttpServerRequest request) {
    return of(request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
  }

  private boolean isProxy(String direct) {
    String plain = Network.plain(direct);
    return (ownProxy && isOwn(plain))
        || (!proxies.isEmpty() && Network.isNumeric(plain) && proxies.contains(address(plain)));
  }

  private static boolean isOwn(String direct) {
    return OWN.matcher(direct).matches();
  }

  private static InetAddress address(String numeric) {
    try {
      return InetAddress.getByName(numeric);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not a numeric address: " + numeric, e);
    }
  }
}
