package io.qianzhi.alert;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Actor;
import io.qianzhi.timeline.Happening;
import io.qianzhi.timeline.Timeline;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the timeline tells about notices: one event for all that changed in one stream.
final class NoticeEvents {
  private NoticeEvents() {}

  static String stream(Notice notice) {
    return Happening.stream(notice.incidentId());
  }

  static List<String> streams(Collection<Notice> notices) {
    return notices.stream().map(NoticeEvents::stream).distinct().sorted().toList();
  }

  /// Appends and returns the notices.
  static List<Notice> append(
      Tx tx, Timeline timeline, String kind, @Nullable Actor by, List<Notice> notices) {
    // An event has one area and one world; notices of one incident share both.
    var events =
        notices.stream()
            .collect(
                Collectors.groupingBy(
                    notice -> stream(notice) + notice.areaCode() + notice.drill(),
                    TreeMap::new,
                    Collectors.toList()));
    for (var together : events.values()) {
      timeline.append(
          tx,
          happening(together.getFirst(), kind)
              .by(by)
              .detail("people", names(together))
              .detail("about", about(together))
              .changedAll("notices", together));
    }
    return notices;
  }

  /// @param told who was told instead, when nobody is reminded any more
  static void appendOverdue(
      Tx tx, Timeline timeline, Notice notice, List<Notice> told, boolean late) {
    timeline.append(
        tx,
        happening(notice, "notice.overdue")
            .detail("people", names(List.of(notice)))
            .detail("about", about(List.of(notice)))
            .detail("times", notice.reminders())
            .detail("escalatedTo", told.isEmpty() ? null : names(told))
            .detail("late", late ? true : null)
            .changed("notices", notice));
  }

  private static Happening happening(Notice notice, String kind) {
    var incidentId = notice.incidentId();
    return incidentId == null
        ? Happening.inCity(notice.areaCode(), notice.drill(), kind)
        : Happening.inIncident(incidentId, notice.areaCode(), notice.drill(), kind);
  }

  private static List<String> names(List<Notice> notices) {
    return notices.stream().map(notice -> notice.person().name()).distinct().toList();
  }

  private static List<Notice.Kind> about(List<Notice> notices) {
    return notices.stream().map(Notice::kind).distinct().toList();
  }
}
