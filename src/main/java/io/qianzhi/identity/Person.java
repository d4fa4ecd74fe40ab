package io.qianzhi.identity;

import io.qianzhi.platform.json.PersonRef;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who works with the system.
///
/// @param duties role codes of plans this person answers for, such as `LEAD`
/// @param areaCode the jurisdiction whose subtree this person sees
/// @param unitCode the unit a responder belongs to
/// @param drill a person of exercises and the demo, who never meets real incidents
public record Person(
    UUID id,
    String username,
    String name,
    String title,
    List<String> roles,
    List<String> duties,
    String areaCode,
    @Nullable String unitCode,
    boolean drill) {

  public PersonRef ref() {
    return new PersonRef(id, name);
  }
}
