package io.qianzhi.command.report;

import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.PersonRef;
import io.qianzhi.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One report to those above. A signed one never changes; only what becomes of it is added.
///
/// @param sequence 续报一 is 1
/// @param number 文号, given when it is signed, without gaps within a year
/// @param grade the incident's when it was written
/// @param content null for a report by telephone
/// @param changed in a follow-up or final report, what differs from the one before
/// @param factsAt what was known then
/// @param draftedBy null = the system
/// @param sentAt when the first receiver had it; meets the clock
/// @param late its clock had run out before
public record Report(
    UUID id,
    UUID incidentId,
    boolean drill,
    Kind kind,
    int sequence,
    State state,
    @Nullable String number,
    @Nullable Integer grade,
    @Nullable Integer responseLevel,
    @Nullable ReportContent content,
    Set<ReportField> changed,
    @Nullable UUID previousId,
    @Nullable Phone phone,
    Instant factsAt,
    Instant draftedAt,
    @Nullable PersonRef draftedBy,
    @Nullable PersonRef signedBy,
    @Nullable Instant signedAt,
    @Nullable Instant sentAt,
    @Nullable Instant receivedAt,
    boolean late,
    List<ReportDelivery> deliveries,
    int version) {

  /// 电话首报, 书面首报, 续报, 终报.
  public enum Kind {
    PHONE,
    WRITTEN,
    FOLLOW_UP,
    FINAL
  }

  /// Where a report stands: sent = a channel has taken it over; received = a receiver says so.
  public enum State {
    DRAFT,
    SIGNED,
    SENT,
    RECEIVED
  }

  /// Who told whom by telephone.
  public record Phone(
      PersonRef toldBy, String organisation, String person, Instant toldAt, String summary) {}

  /// What a draft is written from.
  ///
  /// @param at what was known then
  record Facts(
      ReportContent content,
      @Nullable Integer grade,
      @Nullable Integer responseLevel,
      Instant at) {}

  /// Told by telephone, written down afterwards: somebody has taken it at the other end.
  static Report told(
      UUID incidentId,
      boolean drill,
      int sequence,
      @Nullable Integer grade,
      Phone phone,
      Instant at) {
    return new Report(
        UUID.randomUUID(),
        incidentId,
        drill,
        Kind.PHONE,
        sequence,
        State.RECEIVED,
        null,
        grade,
        null,
        null,
        Set.of(),
        null,
        phone,
        at,
        at,
        phone.toldBy(),
        null,
        null,
        at,
        at,
        false,
        List.of(),
        1);
  }

  static Report drafted(
      UUID incidentId,
      boolean drill,
      Kind kind,
      int sequence,
      Facts facts,
      @Nullable Report previous,
      @Nullable PersonRef by) {
    return new Report(
        UUID.randomUUID(),
        incidentId,
        drill,
        kind,
        sequence,
        State.DRAFT,
        null,
        facts.grade(),
        facts.responseLevel(),
        facts.content(),
        changes(facts, previous),
        previous == null ? null : previous.id(),
        null,
        facts.at(),
        facts.at(),
        by,
        null,
        null,
        null,
        null,
        false,
        List.of(),
        1);
  }

  private static Set<ReportField> changes(Facts facts, @Nullable Report previous) {
    var before = previous == null ? null : previous.content();
    if (previous == null || before == null) {
      return Set.of();
    }
    var changed = new TreeSet<>(facts.content().changesSince(before));
    if (!Objects.equals(facts.grade(), previous.grade())) {
      changed.add(ReportField.GRADE);
    }
    if (!Objects.equals(facts.responseLevel(), previous.responseLevel())) {
      changed.add(ReportField.RESPONSE_LEVEL);
    }
    return changed;
  }

  /// @throws Problem `report_signed`
  Report edited(ReportContent newContent, @Nullable Report previous) {
    requireDraft();
    var facts = new Facts(newContent, grade, responseLevel, factsAt);
    return rewritten(facts, previous);
  }

  /// Written anew from what is known.
  Report rewritten(Facts facts, @Nullable Report previous) {
    requireDraft();
    var edit = new Edit();
    edit.content = facts.content();
    edit.grade = facts.grade();
    edit.responseLevel = facts.responseLevel();
    edit.changed = changes(facts, previous);
    edit.factsAt = facts.at();
    return edit.report();
  }

  /// @param newNumber the next one, taken by whoever holds the counter
  Report signed(String newNumber, PersonRef by, Instant at) {
    requireDraft();
    var edit = new Edit();
    edit.state = State.SIGNED;
    edit.number = newNumber;
    edit.signedBy = by;
    edit.signedAt = at;
    return edit.report();
  }

  /// As read together with its deliveries.
  Report with(List<ReportDelivery> all) {
    var edit = new Edit();
    edit.deliveries = List.copyOf(all);
    return edit.report(version);
  }

  /// What has become of it on the way; what a delivery means for the report is told beside it.
  Report delivered(List<ReportDelivery> all) {
    var edit = new Edit();
    edit.deliveries = List.copyOf(all);
    return edit.report();
  }

  /// The first receiver has it.
  Report sent(Instant at) {
    var edit = new Edit();
    if (edit.sentAt == null) {
      edit.state = State.SENT;
      edit.sentAt = at;
    }
    return edit.report(version);
  }

  /// A receiver says so.
  Report received(Instant at) {
    var edit = new Edit();
    edit.state = State.RECEIVED;
    edit.sentAt = sentAt == null ? at : sentAt;
    edit.receivedAt = receivedAt == null ? at : receivedAt;
    return edit.report(version);
  }

  Report cameLate(boolean wasLate) {
    var edit = new Edit();
    edit.late = late || wasLate;
    return edit.report(version);
  }

  void requireDraft() {
    if (state != State.DRAFT) {
      throw Problem.conflict(
          "report_signed",
          "The report is %s and never changes any more. Say what is new in a follow-up."
              .formatted(Json.word(state)));
    }
  }

  /// @throws Problem `report_not_signed`
  void requireSigned() {
    if (state == State.DRAFT || kind == Kind.PHONE) {
      throw Problem.conflict(
          "report_not_signed", "Only a written and signed report is sent. Have it signed first.");
    }
  }

  /// The parts that change, while they do.
  private final class Edit {
    private State state = Report.this.state;
    private @Nullable String number = Report.this.number;
    private @Nullable Integer grade = Report.this.grade;
    private @Nullable Integer responseLevel = Report.this.responseLevel;
    private @Nullable ReportContent content = Report.this.content;
    private Set<ReportField> changed = Report.this.changed;
    private Instant factsAt = Report.this.factsAt;
    private @Nullable PersonRef signedBy = Report.this.signedBy;
    private @Nullable Instant signedAt = Report.this.signedAt;
    private @Nullable Instant sentAt = Report.this.sentAt;
    private @Nullable Instant receivedAt = Report.this.receivedAt;
    private boolean late = Report.this.late;
    private List<ReportDelivery> deliveries = Report.this.deliveries;

    Report report() {
      return report(version + 1);
    }

    Report report(int newVersion) {
      return new Report(
          id,
          incidentId,
          drill,
          kind,
          sequence,
          state,
          number,
          grade,
          responseLevel,
          content,
          changed,
          previousId,
          phone,
          factsAt,
          draftedAt,
          draftedBy,
          signedBy,
          signedAt,
          sentAt,
          receivedAt,
          late,
          deliveries,
          newVersion);
    }
  }
}
