package io.qianzhi.incident;

import io.qianzhi.geo.AddressSearch;
import io.qianzhi.geo.CoordinateSystem;
import io.qianzhi.geo.Place;
import io.qianzhi.geo.Point;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.Operations;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The operations of calls and incidents.
public final class IncidentApi {
  private static final double ADDRESS_RADIUS_METERS = 200;

  private IncidentApi() {}

  private record FindDuplicates(
      Point point, @Nullable String typeCode, @Nullable String callbackNumber) {}

  private record Attach(UUID incidentId) {}

  private record Grade(@Nullable Integer grade, @Nullable String reason, int version) {}

  private record SetState(
      Incident.State state,
      Incident.@Nullable Outcome outcome,
      @Nullable String note,
      int version) {}

  private record PlaceDescription(
      Point point,
      @Nullable String address,
      List<Incident.AreaRef> areas,
      List<Incident.DutyOfficer> dutyChain) {}

  /// What is at a point: for clicks on the map and typed coordinates.
  public static void bindPlaces(
      Operations operations, Whereabouts whereabouts, AddressSearch addresses, Database database) {
    operations.query(
        "describePlace",
        request -> {
          var system = request.queryOrNull("system");
          var given =
              new SourcePoint(
                  Objects.requireNonNull(request.queryDouble("latitude")),
                  Objects.requireNonNull(request.queryDouble("longitude")),
                  system == null
                      ? CoordinateSystem.WGS_84
                      : CoordinateSystem.valueOf(system.toUpperCase(Locale.ROOT)));
          var point = given.toWgs84();
          var found =
              database.inTransaction(tx -> whereabouts.at(tx, point, request.actor().drill()));
          return new PlaceDescription(
              point,
              addresses.nearestAddress(point, ADDRESS_RADIUS_METERS).map(Place::name).orElse(null),
              found.areas(),
              found.dutyChain());
        });
  }

  public static void bindCordons(Operations operations, CordonService cordons) {
    operations.command(
        "liftCordon", (tx, request) -> cordons.lift(tx, request.id("cordonId"), request.actor()));
  }

  /// @param unitsAssigned tells whether an incident has units; dispatch knows
  public static void bind(
      Operations operations,
      IncidentService incidents,
      AssessmentService assessments,
      CallService calls,
      Database database,
      BiPredicate<Tx, UUID> unitsAssigned) {
    operations.command(
        "takeCall",
        (tx, request) -> calls.take(tx, request.body(CallService.NewCall.class), request.actor()));
    operations.query(
        "findDuplicates",
        request -> {
          var body = request.body(FindDuplicates.class);
          return database.inTransaction(
              tx ->
                  calls.findDuplicates(
                      tx, body.point(), body.typeCode(), body.callbackNumber(), request.actor()));
        });
    operations.command(
        "attachCall",
        (tx, request) ->
            calls.attach(
                tx,
                request.id("callId"),
                request.body(Attach.class).incidentId(),
                request.actor(),
                unitsAssigned));
    operations.command(
        "detachCall", (tx, request) -> calls.detach(tx, request.id("callId"), request.actor()));
    operations.query(
        "listIncidents",
        request -> {
          var state = request.queryOrNull("state");
          return database.inTransaction(
              tx ->
                  incidents.list(
                      tx,
                      state == null ? null : Incident.State.valueOf(state.toUpperCase(Locale.ROOT)),
                      request.queryInstant("before"),
                      request.queryInt("limit", 50),
                      request.actor()));
        });
    operations.command(
        "updateIncident",
        (tx, request) ->
            assessments.update(
                tx,
                request.id("incidentId"),
                request.body(AssessmentService.Update.class),
                request.actor()));
    operations.command(
        "gradeIncident",
        (tx, request) -> {
          var body = request.body(Grade.class);
          return assessments.grade(
              tx,
              request.id("incidentId"),
              body.grade(),
              body.reason(),
              body.version(),
              request.actor());
        });
    operations.command(
        "setIncidentState",
        (tx, request) -> {
          var body = request.body(SetState.class);
          return incidents
              .course()
              .setState(
                  tx,
                  request.id("incidentId"),
                  body.state(),
                  body.outcome(),
                  body.note(),
                  body.version(),
                  request.actor(),
                  unitsAssigned);
        });
  }
}
