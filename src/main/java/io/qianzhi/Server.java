package io.qianzhi;

import static io.qianzhi.Base.get;

import io.qianzhi.alert.VapidKeys;
import io.qianzhi.command.release.PublicRoutes;
import io.qianzhi.drill.DrillParts;
import io.qianzhi.drill.DrillRules;
import io.qianzhi.drill.Simulation;
import io.qianzhi.live.Live;
import io.qianzhi.live.LiveParts;
import io.qianzhi.live.Snapshots;
import io.qianzhi.plan.PlanWatch;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Tx;
import io.qianzhi.platform.http.HttpSettings;
import io.qianzhi.platform.http.HttpVerticle;
import io.qianzhi.platform.http.RequestRate;
import io.qianzhi.unit.UnitImportStore;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
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

  private final Base base;
  private final DrillParts drillParts;
  private final boolean trainingWorld;
  private final Deque<Supplier<Future<?>>> stops;

  /// @param stops how to stop each part, in this order
  private Server(
      Base base, DrillParts drillParts, boolean trainingWorld, List<Supplier<Future<?>>> stops) {
    this.base = base;
    this.drillParts = drillParts;
    this.trainingWorld = trainingWorld;
    this.stops = new ConcurrentLinkedDeque<>(stops);
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
    var rules = Rulebook.read(config, Path.of(settings.city().folder()), clock);
    var planWatch = new PlanWatch(rules.plans());
    rules.plans().warnings().forEach(warning -> LOG.warn("{}", warning));
    rules.people().require(world == World.DEMO);
    rules.reports().requireChannels(settings.report());
    var pushKeys = pushKeys(Path.of(settings.alert().pushKeyFile()), world);

    var base = Base.start(settings, rules.city(), clock, progress);
    base.inTransaction(tx -> importCity(tx, rules, clock));

    var ground = Ground.of(base, settings.auth(), rules.roles());
    if (base.inTransaction(ground.timeline()::settle) > 0) {
      progress.accept("The timeline comes from another database cluster; its feed is settled.");
    }
    var alerts = Alerts.of(base, ground, settings.alert(), pushKeys, rules.alert());
    var picture = Picture.of(base, ground, alerts, rules);
    var conduct = Conduct.of(base, ground, alerts, picture, rules, settings);
    var afterwards = Afterwards.of(base, ground, alerts, picture, conduct, rules);
    FrontDoor.bind(base, ground, alerts, picture, conduct, afterwards, rules);

    var node = settings.cluster().host() + ":" + settings.http().port();
    var snapshots = new SnapshotWiring(ground, alerts, picture, conduct, afterwards).snapshots();
    var live = new Live(liveParts(base, ground, alerts, picture, snapshots, rules, node));

    get(ground.endedSessions().start());
    get(ground.feed().start());
    get(base.virtualThreads().run(() -> loadPicture(base, picture, conduct, live)));
    var trackingId = get(base.vertx().deployVerticle(picture.tracking()));
    base.deadlines().start(base.vertx(), base.virtualThreads());
    new Housekeeping(base.database(), base.operations(), base.deadlines(), ground.sessions())
        .start(base.vertx(), base.virtualThreads());
    planWatch.start(base.vertx());
    alerts.sender().start(base.vertx(), ground.feed());
    conduct.reporting().sender().start(base.vertx());
    // Nobody is let in before the first of them would be served as fast as the others.
    base.inTransaction(tx -> rehearse(tx, conduct, rules));
    var httpId = get(deployHttp(base, ground, live, conduct, settings.http(), rules));

    return new Server(
        base,
        drillParts(base, ground, alerts, picture, conduct, afterwards, rules),
        rules.people().hasTrainingWorld(),
        // First what begins work, then what is still at work, last what all of it needs.
        List.of(
            () -> {
              base.deadlines().stop();
              return live.stop();
            },
            () -> base.vertx().undeploy(httpId),
            alerts.sender()::stop,
            conduct.reporting().sender()::stop,
            ground.feed()::stop,
            ground.endedSessions()::stop,
            alerts.recorder()::stop,
            () -> base.vertx().undeploy(trackingId),
            base.virtualThreads()::stop,
            base.database()::close,
            base.vertx()::close));
  }

  private static VapidKeys pushKeys(Path file, World world) {
    return world == World.DEMO ? VapidKeys.readOrCreate(file) : VapidKeys.read(file);
  }

  private static boolean importCity(Tx tx, Rulebook rules, InstantSource clock) {
    rules.people().importMissing(tx);
    UnitImportStore.importAll(tx, rules.units(), rules.people().drill(), clock.instant());
    return true;
  }

  private static LiveParts liveParts(
      Base base,
      Ground ground,
      Alerts alerts,
      Picture picture,
      Snapshots snapshots,
      Rulebook rules,
      String node) {
    return new LiveParts(
        base.vertx(),
        base.database(),
        base.virtualThreads(),
        base.operations(),
        ground.timeline(),
        ground.feed(),
        picture.tracking(),
        picture.roster(),
        snapshots,
        alerts.recorder(),
        ground.tokens().jwt(),
        ground.tokens()::actor,
        ground.endedSessions(),
        code -> rules.city().areas().find(code).map(area -> area.region().bounds()),
        rules.live(),
        node,
        base.clock(),
        base.metrics());
  }

  /// What was there before the feed began.
  private static boolean loadPicture(Base base, Picture picture, Conduct conduct, Live live) {
    picture.roster().load(base.database());
    return base.database()
        .inTransaction(
            tx -> {
              live.load(
                  picture.units().all(tx),
                  conduct.dispatch().assignments().allOpen(tx),
                  picture.incidents().allCommanded(tx),
                  conduct.groups().allThere(tx),
                  conduct.orders().allRunning(tx));
              return true;
            });
  }

  private static boolean rehearse(Tx tx, Conduct conduct, Rulebook rules) {
    var city = rules.city();
    var code = city.areas().city().code();
    return conduct.dispatch().rehearse(tx, code, rules.people().drill(), city.center());
  }

  private static Future<String> deployHttp(
      Base base, Ground ground, Live live, Conduct conduct, HttpSettings settings, Rulebook rules) {
    var limits = rules.http();
    var rate = new RequestRate(limits);
    base.vertx().setPeriodic(TimeUnit.MINUTES.toMillis(1), again -> rate.forgetIdle());
    var health =
        new HealthRoutes(base.database(), ground.feed(), base.metrics(), rules.plans()::warnings);
    var pages = new PublicRoutes(conduct.publicReleases(), rate, base.virtualThreads());
    return base.vertx()
        .deployVerticle(
            () ->
                new HttpVerticle(
                    settings,
                    rate,
                    base.operations(),
                    base.virtualThreads(),
                    ground.tokens().jwt(),
                    ground.tokens()::actor,
                    List.of(live::mount, health::mount, pages::mount, PageRoutes::mount)),
            new DeploymentOptions()
                .setInstances(Math.max(2, Runtime.getRuntime().availableProcessors())));
  }

  private static DrillParts drillParts(
      Base base,
      Ground ground,
      Alerts alerts,
      Picture picture,
      Conduct conduct,
      Afterwards afterwards,
      Rulebook rules) {
    return new DrillParts(
        base.database(),
        base.virtualThreads(),
        ground.feed(),
        ground.people(),
        picture.units(),
        picture.tracks(),
        picture.tracking(),
        picture.incidents(),
        picture.calls(),
        conduct.dispatch(),
        conduct.command(),
        conduct.scene(),
        conduct.responses(),
        conduct.groups(),
        conduct.musters(),
        conduct.withdrawals(),
        conduct.orders(),
        conduct.reporting().reports(),
        conduct.releases(),
        afterwards.exercises(),
        base.operations(),
        rules.roles(),
        alerts.notices(),
        rules.city(),
        base.map(),
        base.clock());
  }

  /// Whether this real city has a world of exercises beside it.
  boolean hasTrainingWorld() {
    return trainingWorld;
  }

  /// Brings the simulated city to life: in the demo, and in the world of exercises of a real city.
  ///
  /// @return what runs until this server is closed
  /// @throws Config.Fault when the city has nobody in whose name the simulation could act
  public Simulation startDrill(DrillRules rules) {
    var simulation = new Simulation(drillParts, rules);
    try {
      var id = get(base.vertx().deployVerticle(simulation));
      stops.addFirst(() -> base.vertx().undeploy(id));
      return simulation;
    } catch (CompletionException e) {
      throw e.getCause() instanceof Config.Fault fault ? fault : e;
    }
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
    base.map().close();
  }
}
