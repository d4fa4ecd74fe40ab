package io.qianzhi.geo;

import com.graphhopper.routing.util.AllEdgesIterator;
import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.storage.BaseGraph;
import io.qianzhi.geo.RoadNetwork.OnRoad;
import java.util.Arrays;

/// The fastest ways from everywhere to one place, found by one search outward from that place
/// against the direction of travel. What a thousand vehicles need costs one search, then a look-up
/// each.
final class ReverseTree {

  /// The road graph in flat arrays, which the search walks several times faster than the original.
  /// An edge of infinite seconds may not be driven in that direction.
  static final class Graph {
    private final int nodeCount;
    private final int[] base;
    private final int[] end;
    private final float[] meters;
    private final float[] forwardSeconds;
    private final float[] backwardSeconds;

    /// Edges at node n: `edgesAt[firstEdgeAt[n]]` up to `edgesAt[firstEdgeAt[n + 1]]`.
    private final int[] firstEdgeAt;

    private final int[] edgesAt;

    private Graph(int nodeCount, int edgeCount) {
      this.nodeCount = nodeCount;
      base = new int[edgeCount];
      end = new int[edgeCount];
      meters = new float[edgeCount];
      forwardSeconds = new float[edgeCount];
      backwardSeconds = new float[edgeCount];
      firstEdgeAt = new int[nodeCount + 2];
      edgesAt = new int[edgeCount * 2];
    }

    static Graph of(BaseGraph roads, Weighting weighting) {
      AllEdgesIterator edge = roads.getAllEdges();
      Graph graph = new Graph(roads.getNodes(), edge.length());
      while (edge.next()) {
        int e = edge.getEdge();
        graph.base[e] = edge.getBaseNode();
        graph.end[e] = edge.getAdjNode();
        graph.meters[e] = (float) edge.getDistance();
        graph.forwardSeconds[e] = seconds(weighting, edge, false);
        graph.backwardSeconds[e] = seconds(weighting, edge, true);
      }
      graph.indexEdges();
      return graph;
    }

    private static float seconds(Weighting weighting, AllEdgesIterator edge, boolean backward) {
      return Double.isInfinite(weighting.calcEdgeWeight(edge, backward))
          ? Float.POSITIVE_INFINITY
          : weighting.calcEdgeMillis(edge, backward) / 1000f;
    }

    private void indexEdges() {
      for (int e = 0; e < base.length; e++) {
        firstEdgeAt[base[e] + 2]++;
        firstEdgeAt[end[e] + 2]++;
      }
      for (int n = 2; n < firstEdgeAt.length; n++) {
        firstEdgeAt[n] += firstEdgeAt[n - 1];
      }
      // Filling moves each start to the start of the next node, where it belongs.
      for (int e = 0; e < base.length; e++) {
        edgesAt[firstEdgeAt[base[e] + 1]++] = e;
        edgesAt[firstEdgeAt[end[e] + 1]++] = e;
      }
    }

    int baseNode(int edge) {
      return base[edge];
    }
  }

  private final Graph graph;
  private final OnRoad target;
  private final float[] secondsFrom;
  private final float[] metersFrom;

  ReverseTree(Graph graph, OnRoad target) {
    this.graph = graph;
    this.target = target;
    secondsFrom = new float[graph.nodeCount];
    metersFrom = new float[graph.nodeCount];
    Arrays.fill(secondsFrom, Float.POSITIVE_INFINITY);
    search();
  }

  private void search() {
    NodeQueue queue = new NodeQueue(graph.nodeCount);
    int edge = target.edge();
    double share = target.share();
    double length = graph.meters[edge];
    double toBase = product(share, graph.forwardSeconds[edge]);
    double toEnd = product(1 - share, graph.backwardSeconds[edge]);
    reach(queue, graph.base[edge], (float) toBase, (float) (share * length));
    reach(queue, graph.end[edge], (float) toEnd, (float) ((1 - share) * length));
    while (!queue.isEmpty()) {
      int node = queue.takeNearest();
      for (int i = graph.firstEdgeAt[node]; i < graph.firstEdgeAt[node + 1]; i++) {
        int e = graph.edgesAt[i];
        boolean arrivesForward = graph.end[e] == node;
        int before = arrivesForward ? graph.base[e] : graph.end[e];
        float seconds = arrivesForward ? graph.forwardSeconds[e] : graph.backwardSeconds[e];
        reach(queue, before, secondsFrom[node] + seconds, metersFrom[node] + graph.meters[e]);
      }
    }
  }

  private void reach(NodeQueue queue, int node, float seconds, float meters) {
    if (seconds < secondsFrom[node]) {
      secondsFrom[node] = seconds;
      metersFrom[node] = meters;
      queue.put(node, seconds);
    }
  }

  TravelTime travelTimeFrom(OnRoad start) {
    int edge = start.edge();
    double share = start.share();
    double length = graph.meters[edge];
    double forward = graph.forwardSeconds[edge];
    double backward = graph.backwardSeconds[edge];

    double seconds = product(1 - share, forward) + secondsFrom[graph.end[edge]];
    double meters = (1 - share) * length + metersFrom[graph.end[edge]];
    double viaBase = product(share, backward) + secondsFrom[graph.base[edge]];
    if (viaBase < seconds) {
      seconds = viaBase;
      meters = share * length + metersFrom[graph.base[edge]];
    }
    if (edge == target.edge()) {
      double ahead = target.share() - share;
      double along = product(Math.abs(ahead), ahead >= 0 ? forward : backward);
      if (along < seconds) {
        seconds = along;
        meters = Math.abs(ahead) * length;
      }
    }
    if (Double.isInfinite(seconds)) {
      return new TravelTime.Unreachable(TravelTime.Reason.NOT_CONNECTED);
    }
    return new TravelTime.Reached(
        seconds + start.offRoadSeconds() + target.offRoadSeconds(),
        meters + start.offRoadMeters() + target.offRoadMeters());
  }

  /// Nothing of an edge takes no time, even of one that may not be driven.
  private static double product(double share, double seconds) {
    return share == 0 ? 0 : share * seconds;
  }
}
