package io.qianzhi.plan;

import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody does a step for its owners, who answer for it all the same.
///
/// @param by who asked for it
/// @param from whose step it is
public record Delegation(
    PersonRef by, PersonRef to, @Nullable String note, Instant at, List<PersonRef> from) {

  Delegation from(List<PersonRef> owners) {
    return new Delegation(by, to, note, at, owners);
  }
}
