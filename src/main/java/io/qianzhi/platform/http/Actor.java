package io.qianzhi.platform.http;

import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is calling, as the access token says.
///
/// @param session the session of the token; the drill's own people have none
/// @param areaCode the jurisdiction whose subtree this person may see and touch
/// @param drill true for people of exercises and the demo: what they cause never reaches others
public record Actor(
    UUID personId,
    @Nullable UUID session,
    String name,
    String title,
    Set<String> roles,
    Set<String> permissions,
    String areaCode,
    boolean drill,
    String device,
    Instant tokenExpiresAt) {

  /// As other entities name them.
  public PersonRef ref() {
    return new PersonRef(personId, name);
  }

  public boolean may(String permission) {
    return permissions.contains(permission);
  }

  public boolean hasRole(String role) {
    return roles.contains(role);
  }

  public void require(String permission) {
    if (!may(permission)) {
      throw Problem.forbidden(
          "permission_denied", "This needs the permission %s.".formatted(permission));
    }
  }
}
