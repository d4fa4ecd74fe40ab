package io.qianzhi.geo;

import com.graphhopper.GHRequest;
import com.graphhopper.GHResponse;
import com.graphhopper.GraphHopper;
import com.graphhopper.ResponsePath;
import com.graphhopper.config.Profile;
import com.graphhopper.json.Statement;
import com.graphhopper.routing.ev.Subnetwork;
import com.graphhopper.routing.util.DefaultSnapFilter;
import com.graphhopper.routing.util.EdgeFilter;
import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.storage.index.LocationIndex;
import com.graphhopper.storage.index.Snap;
import com.graphhopper.util.CustomModel;
import com.graphhopper.util.EdgeIteratorState;
import com.graphhopper.util.FetchMode;
import com.graphhopper.util.PMap;
import com.graphhopper.util.Parameters.Details;
import com.graphhopper.util.PointList;
import com.graphhopper.util.details.PathDetail;
import com.graphhopper.util.shapes.BBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The city's roads as a vehicle drives them. May be asked by any number of threads at once.
///
/// Times are those of an ordinary car without traffic, at the speeds that the map gives; private
/// roads may be used, one-way streets are obeyed, turn restrictions are not, since crews under way
/// are exempt. A place beside the road is reached from the nearest point of it, at walking pace.
public final class RoadNetwork implements AutoCloseable {

  /// Farther than this from any drivable road, a place counts as not reachable by road.
  public static final double FARTHEST_FROM_ROAD_METERS = 1_000;

  private static final double OFF_ROAD_METERS_PER_SECOND = 1.5;
  private static final double NEGLIGIBLE_METERS = 1;
  private static final String CAR = "car";

  /// A place on an edge of the graph.
  ///
  /// @param share how far along the edge from its base node, 0 to 1
  /// @param offRoadMeters from the place asked for to the road
  record OnRoad(int edge, double share, double offRoadMeters) {
    double offRoadSeconds() {
      return offRoadMeters / OFF_ROAD_METERS_PER_SECOND;
    }
  }

  private final GraphHopper hopper;
  private final LocationIndex index;
  private final EdgeFilter drivable;
  private final ReverseTree.Graph graph;

  private RoadNetwork(GraphHopper hopper) {
    this.hopper = hopper;
    index = hopper.getLocationIndex();
    Weighting weighting = hopper.createWeighting(hopper.getProfile(CAR), new PMap());
    drivable =
        new DefaultSnapFilter(
            weighting, hopper.getEncodingManager().getBooleanEncodedValue(Subnetwork.key(CAR)));
    graph = ReverseTree.Graph.of(hopper.getBaseGraph(), weighting);
  }

  /// Imports the roads of an OpenStreetMap file into an empty directory.
  static void prepare(Path osmFile, Path directory) throws IOException {
    GraphHopper hopper = configure(directory);
    hopper.setOSMFile(osmFile.toString());
    try {
      hopper.importOrLoad();
    } catch (RuntimeException e) {
      throw new IOException("cannot make a road network of " + osmFile + ": " + e.getMessage(), e);
    } finally {
      hopper.close();
    }
  }

  /// Opens what [#prepare] has written.
  static RoadNetwork open(Path directory) {
    GraphHopper hopper = configure(directory);
    hopper.setAllowWrites(false);
    if (!hopper.load()) {
      throw new IllegalStateException("no road graph in " + directory);
    }
    return new RoadNetwork(hopper);
  }

  private static GraphHopper configure(Path directory) {
    CustomModel fastest =
        new CustomModel()
            .setDistanceInfluence(0.0)
            .addToPriority(Statement.If("!car_access", Statement.Op.MULTIPLY, "0"))
            .addToSpeed(Statement.If("true", Statement.Op.LIMIT, "car_average_speed"));
    GraphHopper hopper =
        new GraphHopper()
            .setGraphHopperLocation(directory.toString())
            .setEncodedValuesString("car_access|block_private=false,car_average_speed")
            .setProfiles(new Profile(CAR).setCustomModel(fastest));
    hopper.getRouterConfig().setSimplifyResponse(false);
    hopper.getRouterConfig().setInstructionsEnabled(false);
    return hopper;
  }

  /// How long vehicles at `origins` take to `destination`, in the order of `origins`.
  public List<TravelTime> travelTimes(Point destination, List<Point> origins) {
    OnRoad target = onRoad(destination);
    List<@Nullable OnRoad> starts = new ArrayList<>();
    for (Point origin : origins) {
      starts.add(onRoad(origin));
    }
    if (target == null) {
      return starts.stream()
          .<TravelTime>map(
              _ -> new TravelTime.Unreachable(TravelTime.Reason.NO_ROAD_AT_DESTINATION))
          .toList();
    }
    ReverseTree tree = new ReverseTree(graph, target);
    return starts.stream()
        .<TravelTime>map(
            start ->
                start == null
                    ? new TravelTime.Unreachable(TravelTime.Reason.NO_ROAD_AT_ORIGIN)
                    : tree.travelTimeFrom(start))
        .toList();
  }

  /// The fastest way, or empty when there is none by road.
  public Optional<Route> route(Point from, Point to) {
    OnRoad start = onRoad(from);
    OnRoad end = onRoad(to);
    if (start == null || end == null) {
      return Optional.empty();
    }
    GHResponse response =
        hopper.route(
            new GHRequest(from.latitude(), from.longitude(), to.latitude(), to.longitude())
                .setProfile(CAR)
                .setPathDetails(List.of(Details.TIME)));
    if (response.hasErrors()) {
      return Optional.empty();
    }
    ResponsePath path = response.getBest();
    List<Point> points = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    double meters = path.getDistance();
    double elapsed = 0;
    if (start.offRoadMeters > NEGLIGIBLE_METERS) {
      points.add(from);
      seconds.add(0.0);
      meters += start.offRoadMeters;
      elapsed = start.offRoadSeconds();
    }
    elapsed = addRoad(path, elapsed, points, seconds);
    if (end.offRoadMeters > NEGLIGIBLE_METERS || points.size() < 2) {
      elapsed += end.offRoadSeconds();
      meters += end.offRoadMeters;
      points.add(to);
      seconds.add(elapsed);
    }
    return Optional.of(new Route(points, meters, elapsed, seconds));
  }

  /// Adds the points of a path with their times and returns the time at its end. The speed is even
  /// along each edge.
  private static double addRoad(
      ResponsePath path, double startSeconds, List<Point> points, List<Double> seconds) {
    PointList road = path.getPoints();
    double elapsed = startSeconds;
    points.add(pointAt(road, 0));
    seconds.add(elapsed);
    for (PathDetail edge : path.getPathDetails().getOrDefault(Details.TIME, List.of())) {
      double edgeSeconds = ((Number) edge.getValue()).doubleValue() / 1000;
      double edgeMeters = length(road, edge.getFirst(), edge.getLast());
      double edgeStart = elapsed;
      double driven = 0;
      for (int i = edge.getFirst() + 1; i <= edge.getLast(); i++) {
        driven += Distance.meters(pointAt(road, i - 1), pointAt(road, i));
        double share = edgeMeters > 0 ? Math.min(1, driven / edgeMeters) : 1;
        points.add(pointAt(road, i));
        seconds.add(edgeStart + share * edgeSeconds);
      }
      elapsed = edgeStart + edgeSeconds;
    }
    return elapsed;
  }

  private static double length(PointList points, int first, int last) {
    double meters = 0;
    for (int i = first + 1; i <= last; i++) {
      meters += Distance.meters(pointAt(points, i - 1), pointAt(points, i));
    }
    return meters;
  }

  private static Point pointAt(PointList points, int i) {
    return new Point(points.getLat(i), points.getLon(i));
  }

  /// The name of the nearest road that has one, when it is near enough.
  public Optional<String> nearestRoadName(Point point, double radiusMeters) {
    EdgeFilter named = edge -> drivable.accept(edge) && !edge.getName().isBlank();
    Snap snap = index.findClosest(point.latitude(), point.longitude(), named);
    return snap.isValid() && snap.getQueryDistance() <= radiusMeters
        ? Optional.of(snap.getClosestEdge().getName())
        : Optional.empty();
  }

  /// The nearest point of a road that can be driven, when it is near enough.
  public Optional<Point> nearestRoad(Point point, double radiusMeters) {
    Snap snap = index.findClosest(point.latitude(), point.longitude(), drivable);
    return snap.isValid() && snap.getQueryDistance() <= radiusMeters
        ? Optional.of(new Point(snap.getSnappedPoint().getLat(), snap.getSnappedPoint().getLon()))
        : Optional.empty();
  }

  private @Nullable OnRoad onRoad(Point point) {
    Snap snap = index.findClosest(point.latitude(), point.longitude(), drivable);
    if (!snap.isValid() || snap.getQueryDistance() > FARTHEST_FROM_ROAD_METERS) {
      return null;
    }
    EdgeIteratorState edge = snap.getClosestEdge();
    PointList line = edge.fetchWayGeometry(FetchMode.ALL);
    Point snapped = new Point(snap.getSnappedPoint().getLat(), snap.getSnappedPoint().getLon());
    double before = length(line, 0, snap.getWayIndex());
    before += Distance.meters(pointAt(line, snap.getWayIndex()), snapped);
    double whole = length(line, 0, line.size() - 1);
    double share = whole > 0 ? Math.min(1, before / whole) : 0;
    // The index may hand out an edge in either direction, the share is counted in the stored one.
    boolean asStored = edge.getBaseNode() == graph.baseNode(edge.getEdge());
    return new OnRoad(edge.getEdge(), asStored ? share : 1 - share, snap.getQueryDistance());
  }

  /// The rectangle around all roads.
  public Bounds bounds() {
    BBox box = hopper.getBaseGraph().getBounds();
    return new Bounds(box.minLat, box.minLon, box.maxLat, box.maxLon);
  }

  @Override
  public void close() {
    hopper.close();
  }
}
