package io.qianzhi.live;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Where the entities of one collection come from, as the contract shows them.
@FunctionalInterface
public interface SnapshotSource {
  /// @param incidentIds the incidents in this person's snapshot
  List<?> read(Tx tx, Actor actor, Collection<UUID> incidentIds);
}
