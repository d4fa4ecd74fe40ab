package io.qianzhi.command;

import io.qianzhi.incident.Casualties;
import io.qianzhi.incident.Incident;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.json.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The briefing sheet of a transfer (情况交底单): what whoever takes command must know, made from the
/// data when the transfer is asked for, and never changed.
///
/// @param hazards life-safety steps that are open, and the last words of the crews
public record Briefing(
    Instant at,
    Situation situation,
    List<Force> forces,
    int peopleAtScene,
    List<WorkingGroup> groups,
    List<String> hazards,
    List<OpenOrder> openOrders,
    @Nullable WithdrawalSignal withdrawal) {

  /// What has happened and what was decided about it.
  public record Situation(
      String number,
      Text type,
      String place,
      String description,
      @Nullable Integer grade,
      Casualties casualties,
      @Nullable Text plan,
      @Nullable Integer responseLevel,
      @Nullable String commandPost) {}

  /// A unit that is on the incident.
  public record Force(String callSign, String service, String state, int crewSize) {}

  /// A working group and who leads it.
  public record WorkingGroup(String code, Text name, String lead) {}

  /// An order that is not finished.
  public record OpenOrder(
      int number, String addressee, String text, String state, boolean overdue) {}

  /// What was agreed for a withdrawal, and whether the signal stands now.
  public record WithdrawalSignal(String signal, @Nullable String safetyOfficer, boolean given) {}

  /// Makes the sheet of an incident as it is now.
  @FunctionalInterface
  public interface Source {
    Briefing of(Tx tx, Incident incident);
  }
}
