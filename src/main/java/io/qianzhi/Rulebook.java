package io.qianzhi;

import io.qianzhi.alert.AlertRules;
import io.qianzhi.area.CityFolder;
import io.qianzhi.command.CommandSettings;
import io.qianzhi.command.group.GroupRules;
import io.qianzhi.command.order.OrderRules;
import io.qianzhi.command.release.ReleaseRules;
import io.qianzhi.command.report.ReportRules;
import io.qianzhi.command.review.Activities;
import io.qianzhi.command.review.ReviewSettings;
import io.qianzhi.dispatch.DispatchRules;
import io.qianzhi.dispatch.RunCards;
import io.qianzhi.exercise.Scenarios;
import io.qianzhi.identity.PeopleImport;
import io.qianzhi.identity.Roles;
import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.Duplicates;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Grading;
import io.qianzhi.incident.IncidentRules;
import io.qianzhi.live.LiveSettings;
import io.qianzhi.plan.PlanCatalogue;
import io.qianzhi.plan.PlanSettings;
import io.qianzhi.plan.PlanVocabulary;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.http.HttpLimits;
import io.qianzhi.tracking.TrackingSettings;
import io.qianzhi.unit.UnitCodes;
import io.qianzhi.unit.UnitFolder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Predicate;

/// What the city has decided and who is there: the files under conf/ and in the city's folder, read
/// and checked.
record Rulebook(
    CityFolder city,
    UnitCodes unitCodes,
    UnitFolder units,
    PeopleImport people,
    Roles roles,
    EventTypes eventTypes,
    Grading grading,
    IncidentRules incidents,
    Duplicates duplicates,
    TrackingSettings tracking,
    AlertRules alert,
    RunCards runCards,
    DispatchRules dispatch,
    PlanCatalogue plans,
    PlanSettings plan,
    CommandSettings command,
    GroupRules groups,
    OrderRules orders,
    ReportRules reports,
    ReleaseRules releases,
    ReviewSettings review,
    Activities activities,
    Scenarios scenarios,
    LiveSettings live,
    HttpLimits http) {

  /// @throws Config.Fault when a file is wrong
  static Rulebook read(Config config, Path cityFolder, InstantSource clock) {
    var city = CityFolder.load(cityFolder);
    var unitCodes = UnitCodes.load(config);
    var units = UnitFolder.load(city, unitCodes);
    var types = EventTypes.load(config);
    var grading = Grading.load(config, types);
    var runCards = RunCards.load(config);
    var plans =
        PlanCatalogue.load(
            config,
            () -> PlanVocabulary.load(config, types, runCards.ids(), CityTime.today(clock)));
    var dispatch = DispatchRules.load(config);
    var incidents = IncidentRules.load(config);
    var roles = Roles.load(config);
    Predicate<String> isRole =
        duty -> plans.roles().stream().anyMatch(role -> role.code().equals(duty));
    var people =
        PeopleImport.load(city.path(), code -> city.areas().find(code).isPresent(), isRole);
    return new Rulebook(
        city,
        unitCodes,
        units,
        people,
        roles,
        types,
        grading,
        incidents,
        new Duplicates(incidents.duplicates(), types),
        config.read("tracking.yaml", TrackingSettings.class),
        config.read("alert.yaml", AlertRules.class),
        runCards,
        dispatch,
        plans,
        PlanSettings.load(config, isRole),
        config.read("command.yaml", CommandSettings.class),
        GroupRules.load(config, isRole),
        config.read(OrderRules.FILE, OrderRules.class),
        ReportRules.load(config),
        ReleaseRules.load(config),
        config.read(ReviewSettings.FILE, ReviewSettings.class),
        Activities.load(config, code -> types.require(code).name()),
        Scenarios.load(config, city, types, plans),
        config.read("live.yaml", LiveSettings.class),
        config.read("http.yaml", HttpLimits.class));
  }
}
