package io.qianzhi.command;

import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operations of command.
public final class CommandApi {
  private CommandApi() {}

  private record Appoint(UUID personId, @Nullable String reason) {}

  private record TakeOver(String reason) {}

  private record CheckOut(@Nullable UUID personId) {}

  private record SetPost(Point point, String name, @Nullable String contact) {}

  private record Decide(CommandTransfer.State decision, @Nullable String reason) {}

  public static void bind(
      Operations operations,
      CommandService command,
      SceneService scene,
      StaffSearch staff,
      Database database) {
    operations.query(
        "findPeople",
        request ->
            database.inTransaction(
                tx ->
                    staff.find(
                        tx,
                        request.id("incidentId"),
                        request.query("text"),
                        request.queryInt("limit", 12),
                        request.actor())));
    operations.command(
        "checkIn",
        (tx, request) ->
            scene.checkIn(
                tx, request.id("incidentId"), request.body(CheckIn.Fix.class), request.actor()));
    operations.command(
        "checkOut",
        (tx, request) ->
            scene.checkOut(
                tx,
                request.id("incidentId"),
                request.bodyIfGiven(CheckOut.class).orElseGet(() -> new CheckOut(null)).personId(),
                request.actor()));
    operations.command(
        "setCommandPost",
        (tx, request) -> {
          var body = request.body(SetPost.class);
          return scene.setPost(
              tx,
              request.id("incidentId"),
              body.point(),
              body.name(),
              body.contact(),
              request.actor());
        });
    operations.command(
        "requestCommand",
        (tx, request) -> command.request(tx, request.id("incidentId"), request.actor()));
    operations.command(
        "appointCommander",
        (tx, request) -> {
          var body = request.body(Appoint.class);
          return command.appoint(
              tx, request.id("incidentId"), body.personId(), body.reason(), request.actor());
        });
    operations.command(
        "readBriefing",
        (tx, request) -> command.answers().brief(tx, request.id("transferId"), request.actor()));
    operations.command(
        "takeOverCommand",
        (tx, request) ->
            command
                .answers()
                .takeOver(
                    tx,
                    request.id("transferId"),
                    request.body(TakeOver.class).reason(),
                    request.actor()));
    operations.command(
        "decideCommandTransfer",
        (tx, request) -> {
          var body = request.body(Decide.class);
          return command
              .answers()
              .decide(
                  tx, request.id("transferId"), body.decision(), body.reason(), request.actor());
        });
  }
}
