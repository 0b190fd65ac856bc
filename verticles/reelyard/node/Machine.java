package reelyard.node;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reelyard.model.UserFolders;

/**
 * What a configuration wants of the machine it is read on, for those who look whether that is
 * there.
 *
 * @param programs by their keys: handbrake, ffprobe, ffmpeg
 * @param folders that are written to, by the keys that name them
 * @param roots where films lie
 * @param lowSpaceBytes with less room people are told
 * @param doors that servers open here, by the keys that name them
 * @param member where this machine joins the cluster
 * @param members each with the ports where it may be
 */
public record Machine(
    Map<String, String> programs,
    Map<String, Path> folders,
    List<Path> roots,
    long lowSpaceBytes,
    Map<String, Door> doors,
    Door member,
    int memberPorts,
    Map<String, List<Door>> members) {

  /** A place to connect to. */
  public record Door(String host, int port) {}

  static Machine of(FarmConfig config) {
    Map<String, String> programs = new LinkedHashMap<>();
    programs.put("handbrake", config.worker().handbrake());
    programs.put("ffprobe", config.worker().ffprobe());
    programs.put("ffmpeg", config.worker().ffmpeg());
    UserFolders own = UserFolders.ofThisUser();
    Map<String, Path> folders = new LinkedHashMap<>();
    folders.put(
        "worker.scratch", folder(config.worker().scratch(), own.cache().resolve("reelyard")));
    folders.put(
        "worker.logs", folder(config.worker().logs(), own.state().resolve("reelyard/logs")));
    folders.put(
        "staging.folder", folder(config.staging().folder(), own.state().resolve("reelyard")));
    if (config.scheduler().store().url().isEmpty()) {
      folders.put("scheduler.store", own.state().resolve("reelyard"));
    }
    Map<String, Door> doors = new LinkedHashMap<>();
    doors.put("web.port", new Door(config.web().host(), config.web().port()));
    if (config.staging().port() != 0) {
      doors.put("staging.port", new Door(config.staging().host(), config.staging().port()));
    }
    if (config.staging().media().port() != 0) {
      doors.put(
          "staging.media.port", new Door(config.staging().host(), config.staging().media().port()));
    }
    if (config.gateway().on()) {
      doors.put("gateway.port", new Door(config.gateway().host(), config.gateway().port()));
    }
    if (config.dropbox().ftp().on()) {
      doors.put(
          "dropbox.ftp.port",
          new Door(config.dropbox().ftp().host(), config.dropbox().ftp().port()));
    }
    ClusterConfig cluster = config.cluster();
    Map<String, List<Door>> members = new LinkedHashMap<>();
    for (String member : cluster.members()) {
      members.put(
          member,
          MemberAddress.parse(member)
              .candidates(cluster.port(), cluster.portCount())
              .map(each -> new Door(each.host(), each.port()))
              .toList());
    }
    return new Machine(
        programs,
        folders,
        config.staging().roots().stream().map(Path::of).toList(),
        config.scheduler().lowSpaceMegabytes() * 1_000_000L,
        doors,
        new Door(cluster.host(), cluster.port()),
        cluster.portCount(),
        members);
  }

  private static Path folder(String given, Path usual) {
    return given.isEmpty() ? usual : Path.of(given).toAbsolutePath().normalize();
  }
}
