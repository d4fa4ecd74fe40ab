package io.qianzhi.dispatch;

import io.qianzhi.geo.Route;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The operations of dispatch.
public final class DispatchApi {
  private DispatchApi() {}

  private record Dispatch(List<UUID> unitIds, @Nullable String instruction) {}

  private record SetState(
      Assignment.State state, @Nullable Instant pressedAt, @Nullable String note) {}

  private record AddNote(String text, @Nullable Instant pressedAt) {}

  private record RouteView(double distanceMeters, double travelSeconds, List<List<Double>> points) {
    static RouteView of(Route route) {
      return new RouteView(
          route.meters(),
          route.seconds(),
          route.points().stream()
              .map(point -> List.of(point.longitude(), point.latitude()))
              .toList());
    }
  }

  public static void bind(Operations operations, DispatchService dispatch, Database database) {
    var assignments = dispatch.assignments();
    operations.query(
        "recommendUnits",
        request ->
            database.inTransaction(
                tx -> dispatch.recommend(tx, request.id("incidentId"), request.actor())));
    operations.command(
        "dispatchUnits",
        (tx, request) -> {
          var body = request.body(Dispatch.class);
          return dispatch.dispatch(
              tx, request.id("incidentId"), body.unitIds(), body.instruction(), request.actor());
        });
    operations.command(
        "setAssignmentState",
        (tx, request) -> {
          var body = request.body(SetState.class);
          return assignments.setState(
              tx,
              request.id("assignmentId"),
              body.state(),
              body.pressedAt(),
              body.note(),
              request.actor());
        });
    operations.command(
        "addAssignmentNote",
        (tx, request) -> {
          var body = request.body(AddNote.class);
          return assignments.addNote(
              tx, request.id("assignmentId"), body.text(), body.pressedAt(), request.actor());
        });
    operations.query(
        "getAssignmentRoute",
        request ->
            database.inTransaction(
                tx ->
                    RouteView.of(
                        assignments.route(tx, request.id("assignmentId"), request.actor()))));
  }
}
