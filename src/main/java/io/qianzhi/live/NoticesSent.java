package io.qianzhi.live;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import java.util.List;
import java.util.UUID;

/// Hears of notices that were handed to the open page of the person they are for.
@FunctionalInterface
public interface NoticesSent {
  void sent(Tx tx, Actor actor, List<UUID> noticeIds);
}
