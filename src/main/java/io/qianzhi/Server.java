package io.qianzhi;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.qianzhi.alert.AlertApi;
import io.qianzhi.alert.AlertRules;
import io.qianzhi.alert.DeliveryRecorder;
import io.qianzhi.alert.NoticeService;
import io.qianzhi.alert.PushSender;
import io.qianzhi.alert.PushSubscriptions;
import io.qianzhi.alert.VapidKeys;
import io.qianzhi.alert.WebPush;
import io.qianzhi.area.AreaApi;
import io.qianzhi.area.CityFolder;
import io.qianzhi.command.CommandApi;
import io.qianzhi.command.CommandService;
import io.qianzhi.command.CommandSettings;
import io.qianzhi.dispatch.DispatchApi;
import io.qianzhi.dispatch.DispatchRules;
import io.qianzhi.dispatch.DispatchService;
import io.qianzhi.dispatch.Recommender;
import io.qianzhi.dispatch.RunCards;
import io.qianzhi.drill.DrillParts;
import io.qianzhi.drill.DrillRules;
import io.qianzhi.drill.Simulation;
import io.qianzhi.geo.CityMap;
import io.qianzhi.geo.Point;
import io.qianzhi.identity.AccessTokens;
import io.qianzhi.identity.IdentityApi;
import io.qianzhi.identity.Passwords;
import io.qianzhi.identity.People;
import io.qianzhi.identity.PeopleImport;
import io.qianzhi.identity.Roles;
import io.qianzhi.identity.SessionService;
import io.qianzhi.incident.AssessmentService;
import io.qianzhi.incident.CallService;
import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.Duplicates;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.incident.Grading;
import io.qianzhi.incident.Incident;
import io.qianzhi.incident.IncidentApi;
import io.qianzhi.incident.IncidentRules;
import io.qianzhi.incident.IncidentService;
import io.qianzhi.incident.NumberPurge;
import io.qianzhi.incident.Whereabouts;
import io.qianzhi.live.Live;
import io.qianzhi.live.LiveParts;
import io.qianzhi.live.LiveSettings;
import io.qianzhi.plan.PlanApi;
import io.qianzhi.plan.PlanCatalogue;
import io.qianzhi.plan.PlanSettings;
import io.qianzhi.plan.ResponseService;
import io.qianzhi.platform.cluster.Cluster;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.deadline.Deadlines;
import io.qianzhi.platform.http.Contract;
import io.qianzhi.platform.http.HttpVerticle;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.http.VirtualThreads;
import io.qianzhi.timeline.Feed;
import io.qianzhi.timeline.Timeline;
import io.qianzhi.timeline.TimelineApi;
import io.qianzhi.tracking.Roster;
import io.qianzhi.tracking.TrackApi;
import io.qianzhi.tracking.TrackService;
import io.qianzhi.tracking.Tracking;
import io.qianzhi.tracking.TrackingSettings;
import io.qianzhi.unit.UnitApi;
import io.qianzhi.unit.UnitCodes;
import io.qianzhi.unit.UnitFolder;
import io.qianzhi.unit.UnitImportStore;
import io.qianzhi.unit.UnitService;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node, put together by constructors and started from top to bottom.
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int STOP_SECONDS = 10;

  private final Vertx vertx;
  private final CityMap map;
  private final DrillParts drillParts;
  private final Deque<Supplier<Future<?>>> stops;

  /// @param stops how to stop each part, in this order
  private Server(Vertx vertx, CityMap map, DrillParts drillParts, List<Supplier<Future<?>>> stops) {
    this.vertx = vertx;
    this.drillParts = drillParts;
    this.stops = new ConcurrentLinkedDeque<>(stops);
    this.map = map;
  }

  /// Demo and real never mix.
  public enum World {
    DEMO,
    REAL
  }

  /// Starts everything and returns when the port answers.
  ///
  /// @param progress told in a sentence what takes long
  /// @throws Config.Fault when a file under conf/ or in the city's folder is wrong
  public static Server start(
      Settings settings,
      Config config,
      World world,
      InstantSource clock,
      Consumer<String> progress) {
    // Everything that can be wrong is read first, so that it is said before anything runs.
    var city = CityFolder.load(Path.of(settings.city().folder()));
    var codes = UnitCodes.load(config);
    var unitFolder = UnitFolder.load(city, codes);
    var types = EventTypes.load(config);
    var grading = Grading.load(config, types);
    var plans = PlanCatalogue.load(config, CityTime.today(clock));
    var runCards = RunCards.load(config);
    var dispatchRules = DispatchRules.load(config);
    var alertRules = config.read("alert.yaml", AlertRules.class);
    var trackingSettings = config.read("tracking.yaml", TrackingSettings.class);
    var planSettings = config.read(PlanSettings.FILE, PlanSettings.class);
    var commandSettings = config.read("command.yaml", CommandSettings.class);
    var liveSettings = config.read("live.yaml", LiveSettings.class);
    var incidentRules = IncidentRules.load(config);
    var duplicates = new Duplicates(incidentRules.duplicates(), types);
    var roles = Roles.load(config);
    var peopleImport =
        PeopleImport.load(
            city.path(),
            code -> city.areas().find(code).isPresent(),
            duty -> plans.roles().stream().anyMatch(role -> role.code().equals(duty)));
    peopleImport.require(world == World.DEMO);
    var pushKeyFile = Path.of(settings.alert().pushKeyFile());
    var pushKeys =
        world == World.DEMO ? VapidKeys.readOrCreate(pushKeyFile) : VapidKeys.read(pushKeyFile);

    var map = openMap(city, Path.of(settings.city().cacheDirectory()), progress);
    var databaseSettings = Objects.requireNonNull(settings.database());
    Database.migrate(databaseSettings);

    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var vertx = get(startVertx(settings, metrics));
    var virtualThreads = get(VirtualThreads.start(vertx));
    var database = Database.open(vertx, databaseSettings);
    get(virtualThreads.run(() -> importCity(database, peopleImport, unitFolder, clock)));

    var people = new People();
    var timeline = new Timeline(clock);
    if (get(virtualThreads.run(() -> database.inTransaction(timeline::settle))) > 0) {
      progress.accept("The timeline comes from another database cluster; its feed is settled.");
    }
    var feed = new Feed(vertx, database, timeline, virtualThreads, clock);
    var deadlines = new Deadlines(database, clock);

    var tokens = new AccessTokens(vertx, settings.auth(), roles, clock);
    var sessions = new SessionService(database, new Passwords(vertx), tokens, roles, clock);

    var notices = new NoticeService(people, timeline, deadlines, alertRules, clock);
    var webPush = new WebPush(vertx, pushKeys, settings.alert(), alertRules, clock);
    var subscriptions = new PushSubscriptions(webPush, clock);
    sessions.onSignedOut(subscriptions::forget);
    var recorder = new DeliveryRecorder(database, timeline, virtualThreads, clock);
    var pushSender = new PushSender(database, webPush, alertRules, recorder, virtualThreads, clock);

    var units = new UnitService(people, timeline, clock);
    var roster = new Roster(units::all);
    roster.follow(feed);
    var tracks = new TrackService(database, roster);
    var tracking = new Tracking(roster, database, virtualThreads, trackingSettings, clock, metrics);

    var cityCode = city.areas().city().code();
    var whereabouts =
        new Whereabouts(point -> areasAt(city, point), cityCode, people, incidentRules);
    var incidents = new IncidentService(types, grading, whereabouts, timeline, clock);
    var assessments = new AssessmentService(incidents, types, whereabouts, timeline);
    var calls = new CallService(incidents, types, duplicates, timeline, clock);

    var recommender = new Recommender(runCards, dispatchRules, units, tracks, map.roads(), clock);
    var dispatch =
        new DispatchService(
            incidents,
            units,
            tracks,
            recommender,
            notices,
            deadlines,
            timeline,
            dispatchRules,
            clock);

    var responses =
        new ResponseService(
            plans, types, planSettings, incidents, people, notices, timeline, deadlines, clock);
    var command =
        new CommandService(commandSettings, incidents, people, notices, responses, timeline, clock);
    incidents.onGraded(responses::graded);
    incidents.onClosed(notices::withdrawIncident);
    new NumberPurge(incidents, deadlines, timeline, incidentRules, clock);
    dispatch.onProgress(new Progress(responses, command, units));

    var operations = new Operations(vertx, get(Contract.load(vertx)), database, clock);
    IdentityApi.bind(operations, sessions, database);
    AreaApi.bind(operations, city.areas(), map);
    ReferenceApi.bind(
        operations,
        city,
        map.bounds(),
        types,
        codes,
        plans,
        new ReferenceApi.Thresholds(
            dispatchRules.positionStaleSeconds(),
            dispatchRules.acknowledgeSeconds(),
            duplicates.settings().radiusMeters(),
            commandSettings.checkInRadiusMeters()),
        webPush.publicKey());
    TimelineApi.bind(operations, timeline, incidents::require, database);
    AlertApi.bind(operations, database, notices, subscriptions);
    UnitApi.bind(operations, units, tracks::latest, database);
    TrackApi.bind(operations, tracks);
    IncidentApi.bindPlaces(operations, whereabouts, map.addresses(), database);
    IncidentApi.bind(
        operations, incidents, assessments, calls, database, dispatch.assignments()::anyOpen);
    DispatchApi.bind(operations, dispatch, database);
    PlanApi.bind(operations, responses);
    CommandApi.bind(operations, command);
    IncidentDetailApi.bind(
        operations, database, incidents, calls, dispatch, responses, command, notices);
    operations.requireComplete();

    var live =
        new Live(
            new LiveParts(
                vertx,
                database,
                virtualThreads,
                operations,
                timeline,
                feed,
                tracking,
                roster,
                new SnapshotWiring(
                        people, incidents, units, tracks, dispatch, responses, command, notices)
                    .snapshots(),
                recorder,
                tokens.jwt(),
                tokens::actor,
                code -> city.areas().find(code).map(area -> area.region().bounds()),
                liveSettings,
                settings.cluster().host() + ":" + settings.http().port(),
                clock,
                metrics));

    sessions.onEnded(live::signedOut);

    get(feed.start());
    get(
        virtualThreads.run(
            () -> {
              roster.load(database);
              database.inTransaction(
                  tx -> {
                    live.load(
                        units.all(tx),
                        dispatch.assignments().allOpen(tx),
                        incidents.allCommanded(tx));
                    return true;
                  });
              return true;
            }));
    var trackingId = get(vertx.deployVerticle(tracking));
    deadlines.start(vertx, virtualThreads);
    new Housekeeping(database, operations, deadlines, sessions).start(vertx, virtualThreads);
    pushSender.start(vertx, feed);

    var health = new HealthRoutes(database, feed, metrics);
    var httpId =
        get(
            vertx.deployVerticle(
                () ->
                    new HttpVerticle(
                        settings.http(),
                        operations,
                        virtualThreads,
                        tokens.jwt(),
                        tokens::actor,
                        List.of(live::mount, health::mount, PageRoutes::mount)),
                new DeploymentOptions()
                    .setInstances(Math.max(2, Runtime.getRuntime().availableProcessors()))));
    return new Server(
        vertx,
        map,
        new DrillParts(
            database,
            virtualThreads,
            feed,
            people,
            units,
            tracks,
            tracking,
            incidents,
            calls,
            dispatch,
            city,
            map,
            clock),
        // First what begins work, then what is still at work, last what all of it needs.
        List.of(
            () -> {
              deadlines.stop();
              return live.stop();
            },
            () -> vertx.undeploy(httpId),
            pushSender::stop,
            feed::stop,
            recorder::stop,
            () -> vertx.undeploy(trackingId),
            virtualThreads::stop,
            database::close,
            vertx::close));
  }

  /// Brings the simulated city to life; only the demo does.
  ///
  /// @throws Config.Fault when the city has nobody in whose name the simulation could act
  public void startDrill(DrillRules rules) {
    try {
      var id = get(vertx.deployVerticle(new Simulation(drillParts, rules)));
      stops.addFirst(() -> vertx.undeploy(id));
    } catch (CompletionException e) {
      throw e.getCause() instanceof Config.Fault fault ? fault : e;
    }
  }

  private static Future<Vertx> startVertx(Settings settings, PrometheusMeterRegistry metrics) {
    return Cluster.start(
        Vertx.builder().withMetrics(new MicrometerMetricsFactory(metrics)),
        new VertxOptions()
            .setPreferNativeTransport(true)
            .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)),
        settings.cluster());
  }

  private static CityMap openMap(CityFolder city, Path cacheDirectory, Consumer<String> progress) {
    try {
      return CityMap.open(city.map(), cacheDirectory, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("The city's map cannot be opened: " + e.getMessage(), e);
    }
  }

  private static boolean importCity(
      Database database, PeopleImport people, UnitFolder units, InstantSource clock) {
    return database.inTransaction(
        tx -> {
          people.importMissing(tx);
          UnitImportStore.importAll(tx, units, people.drill(), clock.instant());
          return true;
        });
  }

  private static List<Incident.AreaRef> areasAt(CityFolder city, Point point) {
    return city.areas().chainAt(point).stream()
        .map(
            area ->
                new Incident.AreaRef(
                    area.code(), area.name(), area.level().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  @Override
  public void close() {
    for (var stop : stops) {
      // A part that cannot come to its end must not keep the others from theirs.
      get(
          stop.get()
              .timeout(STOP_SECONDS, TimeUnit.SECONDS)
              .onFailure(failure -> LOG.warn("stopping: {}", failure.toString()))
              .otherwiseEmpty());
    }
    map.close();
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
