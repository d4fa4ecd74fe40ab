package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.timeline.Cursor;
import io.qianzhi.timeline.TimelineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final TestLine line = new TestLine();
  private final Outbox outbox = new Outbox(3, line);

  private static final class TestLine implements Outbox.Line {
    final List<Long> written = new ArrayList<>();
    int room = Integer.MAX_VALUE;
    boolean lagging;

    @Override
    public boolean isFull() {
      return room == 0;
    }

    @Override
    public void write(Outbox.Message message) {
      written.add(message.cursor().id());
      room--;
    }

    @Override
    public void lag() {
      lagging = true;
    }
  }

  @Test
  void eventsWaitForTheSnapshotAndThoseItHasAreNotSentAgain() {
    outbox.offer(message(4));
    outbox.offer(message(5));
    outbox.offer(message(6));
    assertThat(line.written).isEmpty();

    outbox.release(message(5).cursor(), List.of());
    outbox.offer(message(7));

    assertThat(line.written).containsExactly(6L, 7L);
  }

  @Test
  void missedEventsComeBeforeThoseThatWaited() {
    outbox.offer(message(5));
    outbox.offer(message(6));

    outbox.release(message(5).cursor(), List.of(message(3), message(5)));

    assertThat(line.written).containsExactly(3L, 5L, 6L);
  }

  @Test
  void aClientThatDoesNotReadLagsAndGetsNothingMore() {
    outbox.release(Cursor.START, List.of());
    line.room = 1;
    LongStream.rangeClosed(1, 4).forEach(id -> outbox.offer(message(id)));
    assertThat(line.lagging).isFalse();

    outbox.offer(message(5));
    line.room = 100;
    outbox.drain();
    outbox.offer(message(6));

    assertThat(line.lagging).isTrue();
    assertThat(line.written).containsExactly(1L);
  }

  /// However snapshot, missed events, stops of the client and new events interleave: each event
  /// once, in order.
  @Test
  void everyEventExactlyOnceInOrder() {
    var random = new Random(4409);
    for (int run = 0; run < 500; run++) {
      var to = new TestLine();
      var box = new Outbox(1_000, to);
      int held = 1 + random.nextInt(20);
      int last = held + random.nextInt(30);
      LongStream.rangeClosed(random.nextInt(held) + 1, held).forEach(id -> box.offer(message(id)));
      // A client that had seen nothing: the database has all that was handed out before.
      var missed = LongStream.rangeClosed(1, held).mapToObj(OutboxTest::message).toList();
      to.room = random.nextInt(5);
      box.release(message(held).cursor(), missed);
      for (int id = held + 1; id <= last; id++) {
        box.offer(message(id));
        if (random.nextBoolean()) {
          to.room = random.nextInt(5);
          box.drain();
        }
      }
      to.room = Integer.MAX_VALUE;
      box.drain();
      assertThat(to.written)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    }
  }

  static Outbox.Message message(long id) {
    var cursor = new Cursor("7", id);
    var event =
        new TimelineEvent(
            id,
            cursor,
            "city",
            1,
            Instant.EPOCH,
            "x.y",
            null,
            null,
            "990100000000",
            false,
            "{}",
            "{}",
            "");
    var live =
        new LiveEvent(event, new Scene("990100000000", false, Set.of()), Set.of(), List.of());
    return new Outbox.Message(cursor, "", live);
  }
}
