package io.qianzhi.geo;

import java.util.Arrays;

/// A binary heap of graph nodes by travel time, on flat arrays. A node may be put again with a
/// better time and then moves forward.
final class NodeQueue {

  private static final int ABSENT = -1;

  private final int[] heap;
  private final float[] timeOf;
  private final int[] slotOf;
  private int size;

  NodeQueue(int nodeCount) {
    heap = new int[nodeCount];
    timeOf = new float[nodeCount];
    slotOf = new int[nodeCount];
    Arrays.fill(slotOf, ABSENT);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Adds a node, or moves it forward; `time` must be less than it had.
  void put(int node, float time) {
    timeOf[node] = time;
    int slot = slotOf[node] == ABSENT ? size++ : slotOf[node];
    while (slot > 0) {
      int parent = (slot - 1) / 2;
      if (timeOf[heap[parent]] <= time) {
        break;
      }
      place(heap[parent], slot);
      slot = parent;
    }
    place(node, slot);
  }

  int takeNearest() {
    int nearest = heap[0];
    slotOf[nearest] = ABSENT;
    int moved = heap[--size];
    int slot = 0;
    while (slot * 2 + 1 < size) {
      int child = slot * 2 + 1;
      if (child + 1 < size && timeOf[heap[child + 1]] < timeOf[heap[child]]) {
        child++;
      }
      if (timeOf[moved] <= timeOf[heap[child]]) {
        break;
      }
      place(heap[child], slot);
      slot = child;
    }
    if (size > 0) {
      place(moved, slot);
    }
    return nearest;
  }

  private void place(int node, int slot) {
    heap[slot] = node;
    slotOf[node] = slot;
  }
}
