package io.qianzhi;

import io.qianzhi.command.order.OrderRules;
import io.qianzhi.command.report.ReportDelivery;
import io.qianzhi.command.report.ReportRules;
import io.qianzhi.geo.Bounds;
import io.qianzhi.geo.Point;
import io.qianzhi.plan.PlanCatalogue;
import io.qianzhi.plan.PlanRoles;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.json.Text;
import io.qianzhi.unit.UnitCodes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What every page needs to know once.
final class ReferenceApi {
  private ReferenceApi() {}

  record City(String name, Point centre, List<Double> bounds, String attribution) {}

  record Type(String code, Text name, @Nullable String parentCode, String planCode) {}

  record CodeName(String code, Text name) {}

  record Thresholds(
      int positionStaleSeconds,
      int acknowledgeSeconds,
      int duplicateRadiusMeters,
      int checkInRadiusMeters,
      int takeoverAfterSeconds) {}

  record Channel(String code, String name, ReportDelivery.Kind kind, boolean drill) {}

  record Reports(Map<String, List<String>> signers, List<Channel> channels) {}

  record Push(String publicKey) {}

  record Reference(
      City city,
      List<Type> eventTypes,
      List<CodeName> services,
      List<CodeName> capabilities,
      List<CodeName> unitKinds,
      List<PlanRoles.Role> planRoles,
      List<PlanCatalogue.Summary> plans,
      Reports reports,
      Thresholds thresholds,
      OrderRules.Ladder orderLadder,
      Push push) {}

  static void bind(Operations operations, Rulebook rules, Bounds bounds, String pushPublicKey) {
    var city = rules.city();
    var codes = rules.unitCodes();
    var plans = rules.plans();
    var thresholds =
        new Thresholds(
            rules.dispatch().positionStaleSeconds(),
            rules.dispatch().acknowledgeSeconds(),
            rules.duplicates().settings().radiusMeters(),
            rules.command().checkInRadiusMeters(),
            rules.command().takeoverAfterSeconds());
    // Plans may change while the server runs.
    operations.query(
        "getReference",
        request ->
            new Reference(
                new City(
                    city.name(),
                    city.center(),
                    List.of(bounds.west(), bounds.south(), bounds.east(), bounds.north()),
                    city.attribution()),
                rules.eventTypes().all().stream()
                    .map(
                        type ->
                            new Type(
                                type.code(),
                                type.name(),
                                type.parentCode(),
                                plans.forEventType(type.code()).code()))
                    .toList(),
                names(codes.services()),
                names(codes.capabilities()),
                names(codes.kinds()),
                plans.roles(),
                plans.plans(),
                reports(rules.reports()),
                thresholds,
                rules.orders().ladder(),
                new Push(pushPublicKey)));
  }

  private static Reports reports(ReportRules rules) {
    var signers = new TreeMap<String, List<String>>();
    rules.signers().forEach((kind, roles) -> signers.put(Json.word(kind), roles));
    return new Reports(
        signers,
        rules.channels().stream()
            .map(one -> new Channel(one.code(), one.name(), one.kind(), one.drill()))
            .toList());
  }

  private static List<CodeName> names(List<UnitCodes.Code> codes) {
    return codes.stream().map(code -> new CodeName(code.code(), code.name())).toList();
  }
}
