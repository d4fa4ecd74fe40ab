package io.qianzhi.command;

import io.qianzhi.alert.Delivery;
import io.qianzhi.alert.Notice;
import io.qianzhi.platform.json.PersonRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/// How far the word has come with one person: who has seen it and who has not.
///
/// @param at when it came that far
public record Receipt(
    PersonRef person, Part part, Notice.State state, Instant at, boolean seen, boolean withdrawn) {

  /// Whether this person must answer, is told, or was told because nobody answered.
  public enum Part {
    RESPONSIBLE,
    TOLD,
    ESCALATED
  }

  /// One receipt per person, of the notice that has come furthest; who has not seen it first.
  public static List<Receipt> of(Collection<Notice> notices, Function<PersonRef, Part> part) {
    var furthest = new LinkedHashMap<PersonRef, Notice>();
    for (var notice : notices) {
      furthest.merge(
          notice.person(),
          notice,
          (known, other) -> other.state().compareTo(known.state()) > 0 ? other : known);
    }
    return furthest.values().stream()
        .map(notice -> of(notice, part.apply(notice.person())))
        .sorted(Comparator.comparing(Receipt::seen).thenComparing(Receipt::part))
        .toList();
  }

  private static Receipt of(Notice notice, Part part) {
    var acknowledgedAt = notice.acknowledgedAt();
    var at =
        acknowledgedAt != null
            ? acknowledgedAt
            : notice.deliveries().stream()
                .map(Delivery::at)
                .max(Comparator.naturalOrder())
                .orElse(notice.createdAt());
    return new Receipt(
        notice.person(),
        part,
        notice.state(),
        at,
        notice.state().compareTo(Notice.State.DISPLAYED) >= 0,
        notice.withdrawnAt() != null);
  }
}
