package reelyard.web;

import static reelyard.model.UserRole.VIEWER;

import java.util.List;

/** What {@link LoginRoutes} answers, as the description has it. */
final class LoginPlaces {

  private static final String CROWDED =
      "Many log in at the moment: Retry-After tells when to come again.";

  static final List<ApiPlace> ALL =
      List.of(
          ApiPlace.of("GET " + LoginRoutes.LOGIN, null, "Tells whether one is logged in, or has to")
              .answers(LoginRoutes.Me.class),
          ApiPlace.of("POST " + LoginRoutes.LOGIN, null, "Begins a session, kept by a cookie")
              .body(LoginRoutes.Credentials.class)
              .answers(LoginRoutes.Me.class)
              .refuses(401, "Name or password is wrong.")
              .refuses(409, "Nobody has to log in here.")
              .refuses(429, "Too many wrong logins: Retry-After tells when to come again.")
              .refuses(503, CROWDED),
          ApiPlace.of("POST " + LoginRoutes.LOGOUT, VIEWER, "Ends the session, or all of one's own")
              .body(LoginRoutes.Logout.class)
              .answers(Object.class),
          ApiPlace.of(
                  "POST " + PasswordRoute.PASSWORD,
                  VIEWER,
                  "Gives oneself another password; all other sessions end")
              .body(PasswordRoute.Change.class)
              .answers(LoginRoutes.Me.class)
              .refuses(403, "The old password is wrong.")
              .refuses(409, "Only who logged in with a password can change it.")
              .refuses(429, "Too many wrong passwords: Retry-After tells when to come again.")
              .refuses(503, CROWDED),
          ApiPlace.of("GET " + LoginRoutes.ME, VIEWER, "Tells who one is, and what changes need")
              .answers(LoginRoutes.Me.class));

  private LoginPlaces() {}
}
