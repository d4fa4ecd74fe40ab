package io.qianzhi.command.group;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operations of counting people and of withdrawing them.
public final class SafetyApi {
  private SafetyApi() {}

  private record Call(@Nullable Integer minutes, @Nullable String reason) {}

  private record Answer(
      UUID entryId, int count, @Nullable String note, @Nullable Instant pressedAt) {}

  private record Agree(UUID safetyOfficerId, String signal) {}

  private record Reason(@Nullable String reason) {}

  private record Note(@Nullable String note) {}

  public static void bind(
      Operations operations,
      MusterService musters,
      WithdrawalService withdrawals,
      Database database) {
    bindCounting(operations, musters, database);
    operations.command(
        "agreeWithdrawal",
        (tx, request) -> {
          var body = request.body(Agree.class);
          return withdrawals.agree(
              tx, request.id("incidentId"), body.safetyOfficerId(), body.signal(), request.actor());
        });
    operations.command(
        "signalWithdrawal",
        (tx, request) ->
            withdrawals.give(
                tx,
                request.id("incidentId"),
                request.bodyIfGiven(Reason.class).orElseGet(() -> new Reason(null)).reason(),
                request.actor()));
    operations.command(
        "liftWithdrawal",
        (tx, request) ->
            withdrawals.lift(
                tx,
                request.id("withdrawalId"),
                request.bodyIfGiven(Note.class).orElseGet(() -> new Note(null)).note(),
                request.actor()));
    operations.query(
        "listWithdrawalReceipts",
        request ->
            database.inTransaction(
                tx -> withdrawals.receipts(tx, request.id("withdrawalId"), request.actor())));
  }

  private static void bindCounting(
      Operations operations, MusterService musters, Database database) {
    operations.query(
        "getAccountability",
        request ->
            database.inTransaction(
                tx -> musters.board(tx, request.id("incidentId"), request.actor())));
    operations.command(
        "callMuster",
        (tx, request) -> {
          var body = request.bodyIfGiven(Call.class).orElseGet(() -> new Call(null, null));
          return musters.call(
              tx, request.id("incidentId"), body.minutes(), body.reason(), request.actor());
        });
    operations.command(
        "answerMuster",
        (tx, request) -> {
          var body = request.body(Answer.class);
          return musters.answer(
              tx,
              request.id("musterId"),
              body.entryId(),
              body.count(),
              body.note(),
              body.pressedAt(),
              request.actor());
        });
  }
}
