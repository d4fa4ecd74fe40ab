package io.qianzhi.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TileTest {

  @Test
  void aPointLiesInItsTileAndItsCell() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      Point point = new Point(random.nextDouble(-85, 85), random.nextDouble(-180, 180));
      Tile tile = Tile.of(point, 12);
      assertThat(tile.bounds().contains(point)).as("%s in %s", point, tile).isTrue();
      assertThat(Cell.of(point)).isEqualTo(new Cell(tile.x() * 4096 + tile.y()));
    }
  }

  @Test
  void astanaIsWhereTheMapServersPutIt() {
    Point baiterek = new Point(51.12825, 71.43045);
    assertThat(Tile.of(baiterek, 12)).isEqualTo(new Tile(12, 2860, 1368));
    assertThat(Tile.latitude(Tile.worldY(51.12825))).isCloseTo(51.12825, within(1e-9));
  }

  @Test
  void aWindowSeesTheCellsItTouches() {
    Bounds twoByTwo = new Bounds(51.10, 71.40, 51.17, 71.50);
    assertThat(Cell.of(twoByTwo, 100)).hasSize(4).contains(Cell.of(twoByTwo.center()));
    assertThat(Cell.of(new Bounds(-85, -180, 85, 180), 64)).hasSize(64);
  }

  @Test
  void aDegreeOfLatitudeIs111Kilometers() {
    assertThat(Distance.meters(new Point(0, 0), new Point(1, 0))).isCloseTo(111_195, within(1.0));
    assertThat(Distance.meters(new Point(60, 0), new Point(60, 1))).isCloseTo(55_597, within(10.0));
  }

  @Test
  void aVehicleIsPlacedAtAnySecond() {
    Point start = new Point(51, 71);
    Point corner = new Point(51.01, 71);
    Point end = new Point(51.01, 71.02);
    Route route = new Route(List.of(start, corner, end), 2500, 200, List.of(0.0, 100.0, 200.0));
    assertThat(route.pointAt(-5)).isEqualTo(start);
    assertThat(route.pointAt(50).latitude()).isCloseTo(51.005, within(1e-9));
    assertThat(route.pointAt(100)).isEqualTo(corner);
    assertThat(route.pointAt(1000)).isEqualTo(end);
  }
}
