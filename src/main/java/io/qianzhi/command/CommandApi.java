package io.qianzhi.command;

import io.qianzhi.platform.http.Operations;
import org.jspecify.annotations.Nullable;

/// The operations of command.
public final class CommandApi {
  private CommandApi() {}

  private record Decide(CommandTransfer.State decision, @Nullable String reason) {}

  public static void bind(Operations operations, CommandService command) {
    operations.command(
        "checkIn",
        (tx, request) ->
            command.checkIn(
                tx, request.id("incidentId"), request.body(CheckIn.Fix.class), request.actor()));
    operations.command(
        "requestCommand",
        (tx, request) -> command.request(tx, request.id("incidentId"), request.actor()));
    operations.command(
        "decideCommandTransfer",
        (tx, request) -> {
          var body = request.body(Decide.class);
          return command.decide(
              tx, request.id("transferId"), body.decision(), body.reason(), request.actor());
        });
  }
}
