package io.qianzhi.command.group;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations of working groups.
public final class GroupApi {
  private GroupApi() {}

  private record Form(List<GroupForming.NewGroup> groups) {}

  private record Dissolve(@Nullable String reason) {}

  public static void bind(Operations operations, GroupService groups, Database database) {
    operations.query(
        "proposeGroups",
        request ->
            database.inTransaction(
                tx -> groups.propose(tx, request.id("incidentId"), request.actor())));
    operations.command(
        "formGroups",
        (tx, request) ->
            groups.form(
                tx, request.id("incidentId"), request.body(Form.class).groups(), request.actor()));
    operations.command(
        "changeGroup",
        (tx, request) ->
            groups.change(
                tx,
                request.id("groupId"),
                request.body(GroupService.Change.class),
                request.actor()));
    operations.command(
        "acknowledgeGroup",
        (tx, request) -> groups.acknowledge(tx, request.id("groupId"), request.actor()));
    operations.command(
        "dissolveGroup",
        (tx, request) ->
            groups.dissolve(
                tx,
                request.id("groupId"),
                request.bodyIfGiven(Dissolve.class).orElseGet(() -> new Dissolve(null)).reason(),
                request.actor()));
  }
}
