package io.qianzhi.platform.http;

import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/// Remembers which commands were carried out, in the transaction that carried them out.
final class CommandReceipts {
  private static final Duration KEEP = Duration.ofDays(14);

  private final InstantSource clock;

  CommandReceipts(InstantSource clock) {
    this.clock = clock;
  }

  /// Carries the command out, or answers as the first time when this person sent this key before. A
  /// repeat that arrives while the first is still running waits for it on the unique key.
  Operations.Answer once(
      Tx tx, String operation, Request request, Supplier<Operations.Answer> command) {
    var key = request.idempotencyKey();
    if (key == null) {
      return command.get();
    }
    var person = request.actor().personId();
    int claimed =
        tx.update(
            """
            insert into command_receipt (person_id, key, operation, received_at)
            values ($1, $2, $3, $4) on conflict do nothing
            """,
            person,
            key,
            operation,
            clock.instant());
    if (claimed == 0) {
      return tx.first(
              row -> {
                if (!Objects.equals(row.getString("operation"), operation)) {
                  throw Problem.conflict(
                      "idempotency_key_reused",
                      "This id was used for another operation; use a new one.");
                }
                return new Operations.Answer(
                    row.getInteger("status"), row.getString("answer"), null);
              },
              "select operation, status, answer from command_receipt where person_id = $1 and key ="
                  + " $2",
              person,
              key)
          .orElseThrow();
    }
    var answer = command.get();
    tx.update(
        "update command_receipt set status = $3, answer = $4 where person_id = $1 and key = $2",
        person,
        key,
        answer.status(),
        answer.json());
    return answer;
  }

  /// A client repeats a command for minutes, not for weeks.
  void deleteOld(Tx tx) {
    tx.update("delete from command_receipt where received_at < $1", clock.instant().minus(KEEP));
  }
}
