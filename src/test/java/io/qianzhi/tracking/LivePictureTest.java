package io.qianzhi.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.geo.Cell;
import io.qianzhi.geo.Point;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LivePictureTest {
  private static final Instant AT = Instant.parse("2026-11-22T02:13:00.250Z");
  private static final Point WEST = new Point(51.13, 71.36);
  private static final Point EAST = new Point(51.13, 71.50);

  private final LivePicture picture = new LivePicture();
  private final Map<UUID, TrackedUnit> units =
      Map.of(new UUID(0, 1), unit(1, true), new UUID(0, 2), unit(2, false));

  @Test
  void aTickEncodesWhatChangedOncePerCellAndThenNothing() {
    picture.move(new UUID(0, 1), fix(WEST, 0));
    picture.move(new UUID(0, 1), fix(WEST, 1));

    var frames = picture.tick(1_000, units::get);

    assertThat(frames).containsOnlyKeys(new LivePicture.Square(Cell.of(WEST), true));
    var frame = frames.values().iterator().next();
    assertThat(frame.length()).isEqualTo(16 + 24);
    assertThat(fixMillis(frame)).isEqualTo(AT.plusSeconds(1).toEpochMilli());
    assertThat(picture.tick(1_250, units::get)).isEmpty();
  }

  @Test
  void aUnitThatLeavesACellIsInTheFramesOfBoth() {
    picture.move(new UUID(0, 1), fix(WEST, 0));
    picture.tick(1_000, units::get);
    picture.move(new UUID(0, 1), fix(EAST, 1));

    assertThat(picture.tick(1_250, units::get))
        .containsOnlyKeys(
            new LivePicture.Square(Cell.of(WEST), true),
            new LivePicture.Square(Cell.of(EAST), true));
  }

  @Test
  void drillAndRealAreTwoWorlds() {
    picture.move(new UUID(0, 1), fix(WEST, 0));
    picture.move(new UUID(0, 2), fix(WEST, 0));

    assertThat(picture.tick(1_000, units::get))
        .containsOnlyKeys(
            new LivePicture.Square(Cell.of(WEST), true),
            new LivePicture.Square(Cell.of(WEST), false));
  }

  @Test
  void aFrameIsWhatTheProtocolSays() {
    var fix = new Fix(new Point(-51.1234567, 71.7654321), AT, 5.0, 13.94, null);

    var frame =
        PositionFrame.encode(
            new Cell(2863 * 4096 + 1367), 99, java.util.List.of(new PositionFrame.Entry(77, fix)));

    assertThat(frame.getByte(0)).isEqualTo((byte) 1);
    assertThat(frame.getUnsignedShortLE(2)).isEqualTo(1);
    assertThat(frame.getUnsignedIntLE(4)).isEqualTo(2863L * 4096 + 1367);
    assertThat(frame.getDoubleLE(8)).isEqualTo(99.0);
    assertThat(frame.getUnsignedIntLE(16)).isEqualTo(77L);
    assertThat(frame.getIntLE(20)).isEqualTo(-511234567);
    assertThat(frame.getIntLE(24)).isEqualTo(717654321);
    assertThat(frame.getUnsignedShortLE(28)).isEqualTo(139);
    assertThat(frame.getUnsignedShortLE(30)).isEqualTo(65535);
    assertThat(fixMillis(frame)).isEqualTo(AT.toEpochMilli());
  }

  private static long fixMillis(Buffer frame) {
    return (long) frame.getDoubleLE(32);
  }

  private static Fix fix(Point point, int second) {
    return new Fix(point, AT.plusSeconds(second), null, null, null);
  }

  private static TrackedUnit unit(int number, boolean drill) {
    return new TrackedUnit(new UUID(0, number), number, "990101000000", drill, true, Set.of(), 1);
  }
}
