package io.qianzhi.command.release;

import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.http.Operations;
import io.qianzhi.platform.json.Json;
import io.qianzhi.platform.problem.Problem;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Everything of this system that strangers may read: published releases, as a page, as JSON, as
/// feeds and as CAP alerts. It knows nothing else, so nothing else can come out.
///
/// What is found is kept for a few seconds: a whole city may ask at once.
public final class PublicReleases {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{8}-[0-9]{4,9}");
  private static final int KEPT_AT_MOST = 500;

  private final ReleaseStore store = new ReleaseStore();
  private final Database database;
  private final PublicAddress addresses;
  private final ReleaseRules.PageRules rules;
  private final InstantSource clock;
  private final PublicPage page;
  private final ReleaseFeed feed;
  private final CapAlert cap;
  private final Map<String, Kept> kept =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > KEPT_AT_MOST;
        }
      };

  private record Kept(Buffer bytes, Instant until) {}

  private record PublicIncident(String incident, String publisher, List<PublicRelease> releases) {}

  public PublicReleases(
      Database database, PublicAddress addresses, ReleaseRules rules, InstantSource clock) {
    this.database = database;
    this.addresses = addresses;
    this.rules = rules.page();
    this.clock = clock;
    this.page = new PublicPage(addresses);
    this.feed = new ReleaseFeed(addresses);
    this.cap = new CapAlert(addresses);
  }

  /// @throws Problem 404 while nothing is published, whether the number exists or not
  Operations.Binary json(String number) {
    var bytes =
        keep(
                "json " + number,
                () ->
                    found(number)
                        .map(
                            releases ->
                                Buffer.buffer(
                                    Json.write(
                                        new PublicIncident(
                                            number, addresses.publisher().zh(), releases)))))
            .orElseThrow(
                () ->
                    Problem.of(404, "not_found", "There is nothing public here.")
                        .with("what", "address"));
    return new Operations.Binary(
        bytes, "application/json; charset=utf-8", Map.of("Cache-Control", cacheControl()));
  }

  Optional<Buffer> page(String number, boolean english) {
    return keep(
        "page " + english + " " + number,
        () -> found(number).map(releases -> page.of(number, releases, english)));
  }

  Buffer nothingHere(boolean english) {
    return page.nothingHere(english);
  }

  Optional<Buffer> feedOf(String number) {
    return keep(
        "feed " + number,
        () ->
            found(number)
                .map(
                    releases ->
                        feed.of(
                            addresses.publisher().zh() + " " + number,
                            addresses.ofFeed(number),
                            addresses.ofIncident(number),
                            releases)));
  }

  Optional<Buffer> feed() {
    return keep(
        "feed",
        () ->
            Optional.of(
                feed.of(
                    addresses.publisher().zh(),
                    addresses.ofFeed(),
                    null,
                    database
                        .inTransaction(
                            tx -> store.published(tx, addresses.exercises(), rules.entriesAtMost()))
                        .stream()
                        .map(one -> PublicRelease.of(one.release(), addresses))
                        .toList())));
  }

  Optional<Buffer> cap(String id) {
    UUID release;
    try {
      release = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return keep("cap " + release, () -> capOf(release));
  }

  private Optional<Buffer> capOf(UUID id) {
    return database.inTransaction(
        tx ->
            store
                .published(tx, id, addresses.exercises())
                .map(
                    one -> {
                      var corrects = one.release().correctsId();
                      var original =
                          corrects == null
                              ? null
                              : store
                                  .published(tx, corrects, addresses.exercises())
                                  .map(other -> PublicRelease.of(other.release(), addresses))
                                  .orElse(null);
                      return cap.of(
                          PublicRelease.of(one.release(), addresses), one.number(), original);
                    }));
  }

  String cacheControl() {
    return "public, max-age=" + rules.cacheSeconds();
  }

  /// Empty when there is nothing to read; also for a number that cannot be one.
  private Optional<List<PublicRelease>> found(String number) {
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    var releases =
        database
            .inTransaction(
                tx -> store.published(tx, number, addresses.exercises(), rules.entriesAtMost()))
            .stream()
            .map(one -> PublicRelease.of(one.release(), addresses))
            .toList();
    return releases.isEmpty() ? Optional.empty() : Optional.of(releases);
  }

  /// What is not there is asked for again: it may be there the next moment.
  private Optional<Buffer> keep(String key, Supplier<Optional<Buffer>> make) {
    var now = clock.instant();
    synchronized (kept) {
      var known = kept.get(key);
      if (known != null && known.until().isAfter(now)) {
        return Optional.of(known.bytes());
      }
    }
    var made = make.get();
    made.ifPresent(
        bytes -> {
          synchronized (kept) {
            kept.put(key, new Kept(bytes, now.plusSeconds(rules.cacheSeconds())));
          }
        });
    return made;
  }
}
