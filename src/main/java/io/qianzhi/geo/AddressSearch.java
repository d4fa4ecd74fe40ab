package io.qianzhi.geo;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.STRtree;

/// Finds places by what people type: street and number in any order, names, coordinates. May be
/// asked by any number of threads at once.
///
/// All words are kept sorted, so that those beginning with what was typed are a range of numbers; a
/// search then is one pass over flat arrays. A city's million names take some milliseconds that
/// way, which a search engine would not better by enough to be worth carrying.
public final class AddressSearch {

  /// Farther places with the same name are shown apart.
  private static final double SAME_PLACE_METERS = 200;

  private static final double PREFIX_COST = 1;
  private static final double UNASKED_WORD_COST = 0.3;
  private static final double OTHER_NAME_COST = 0.2;
  private static final double COST_PER_KILOMETER = 0.1;
  private static final double HIGHEST_DISTANCE_COST = 2;

  private static final double STREET_BONUS = 0.5;

  /// Of one shop with several entrances only one is shown: so many are looked at in addition.
  private static final int ROOM_FOR_EQUALS = 100;

  private record Found(Place place, double cost) {}

  /// At equal cost number 2 comes before number 10.
  private static final Comparator<Found> BEST_FIRST =
      Comparator.comparingDouble(Found::cost)
          .thenComparingInt(found -> found.place.name().length())
          .thenComparing(found -> found.place.name());

  private final Bounds city;
  private final List<Place> places = new ArrayList<>();
  private final STRtree addresses = new STRtree();

  /// All words there are, sorted.
  private final String[] words;

  /// A name is one way to say a place: `placeOf[n]`, its words `wordsOf[firstWord[n]]` up to
  /// `wordsOf[firstWord[n + 1]]`.
  private final int[] placeOf;

  private final int[] firstWord;
  private final int[] wordsOf;
  private final boolean[] isOtherName;
  private final boolean[] isStreet;

  private AddressSearch(Bounds city, DataInputStream in) throws IOException {
    this.city = city;
    List<List<String>> names = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    int count = in.readInt();
    isStreet = new boolean[count];
    for (int i = 0; i < count; i++) {
      Place place =
          new Place(in.readUTF(), in.readUTF(), new Point(in.readDouble(), in.readDouble()));
      places.add(place);
      isStreet[i] = place.kind().equals("street");
      if (place.kind().equals("address")) {
        addresses.insert(new Envelope(coordinate(place.point())), place);
      }
      names.add(Words.ofName(place.name()));
      owners.add(i);
      int otherNames = in.readInt();
      for (int j = 0; j < otherNames; j++) {
        names.add(Words.ofName(in.readUTF()));
        owners.add(i);
      }
    }
    addresses.build();
    TreeSet<String> distinct = new TreeSet<>();
    names.forEach(distinct::addAll);
    words = distinct.toArray(String[]::new);
    placeOf = owners.stream().mapToInt(Integer::intValue).toArray();
    isOtherName = new boolean[placeOf.length];
    firstWord = new int[placeOf.length + 1];
    int total = names.stream().mapToInt(List::size).sum();
    wordsOf = new int[total];
    int next = 0;
    for (int n = 0; n < placeOf.length; n++) {
      isOtherName[n] = n > 0 && placeOf[n] == placeOf[n - 1];
      firstWord[n] = next;
      for (String word : names.get(n)) {
        wordsOf[next++] = Arrays.binarySearch(words, word);
      }
    }
    firstWord[placeOf.length] = next;
  }

  /// Opens what [AddressCollector#write] has written.
  static AddressSearch open(Path file, Bounds city) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      return new AddressSearch(city, in);
    }
  }

  /// How many addresses, streets and named places can be found.
  public int size() {
    return places.size();
  }

  /// The places that what was typed so far may mean, best first. Every word must occur; the last
  /// one, or an abbreviated one, only needs to be the beginning of a word. A house number that the
  /// map does not have leads to its street.
  ///
  /// @param near places near it come first, or null when none is preferred
  /// @param limit the most to return, 1 or more
  public List<Place> search(String text, @Nullable Point near, int limit) {
    Optional<Point> typed = TypedCoordinates.parse(text, city);
    if (typed.isPresent()) {
      Point point = typed.get();
      String name = String.format(Locale.ROOT, "%.5f, %.5f", point.latitude(), point.longitude());
      return List.of(new Place(name, "coordinates", point));
    }
    for (List<String> query : readings(Words.ofQuery(text))) {
      List<Place> found = find(query, near, limit);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /// All that was typed; then without its numbers; then only what stands before the first of them.
  private static List<List<String>> readings(List<String> query) {
    List<String> wordsOnly = query.stream().filter(word -> !isNumber(word)).toList();
    List<String> beforeNumber = query.stream().takeWhile(word -> !isNumber(word)).toList();
    return Stream.of(query, wordsOnly, beforeNumber).distinct().toList();
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0));
  }

  private List<Place> find(List<String> query, @Nullable Point near, int limit) {
    List<WordRange> ranges = ranges(query);
    if (ranges.isEmpty() || ranges.stream().anyMatch(WordRange::isEmpty)) {
      return List.of();
    }
    PriorityQueue<Found> best = new PriorityQueue<>(BEST_FIRST.reversed());
    for (int n = 0; n < placeOf.length; n++) {
      double cost = cost(n, ranges);
      if (cost < Double.POSITIVE_INFINITY) {
        Place place = places.get(placeOf[n]);
        best.add(new Found(place, cost + distanceCost(place, near)));
        if (best.size() > limit + ROOM_FOR_EQUALS) {
          best.poll();
        }
      }
    }
    return distinct(best.stream().sorted(BEST_FIRST).toList(), limit);
  }

  private List<WordRange> ranges(List<String> query) {
    List<WordRange> ranges = new ArrayList<>();
    for (int i = 0; i < query.size(); i++) {
      String word = query.get(i);
      // "12" in the middle is a whole number; letters may be an abbreviation anywhere.
      boolean prefix = i == query.size() - 1 || !isNumber(word);
      ranges.add(WordRange.of(words, word, prefix));
    }
    return ranges;
  }

  private double cost(int name, List<WordRange> ranges) {
    int first = firstWord[name];
    int end = firstWord[name + 1];
    double cost = isOtherName[name] ? OTHER_NAME_COST : 0;
    cost -= isStreet[placeOf[name]] ? STREET_BONUS : 0;
    for (WordRange range : ranges) {
      boolean begins = false;
      boolean equals = false;
      for (int i = first; i < end && !equals; i++) {
        begins |= range.contains(wordsOf[i]);
        equals = range.isExact(wordsOf[i]);
      }
      if (!begins) {
        return Double.POSITIVE_INFINITY;
      }
      cost += equals ? 0 : PREFIX_COST;
    }
    return cost + UNASKED_WORD_COST * Math.max(0, end - first - ranges.size());
  }

  private static double distanceCost(Place place, @Nullable Point near) {
    return near == null
        ? 0
        : Math.min(
            HIGHEST_DISTANCE_COST,
            Distance.meters(place.point(), near) / 1000 * COST_PER_KILOMETER);
  }

  private static List<Place> distinct(List<Found> found, int limit) {
    List<Place> best = new ArrayList<>();
    for (Found candidate : found) {
      if (best.size() == limit) {
        break;
      }
      Place place = candidate.place;
      boolean known =
          best.stream()
              .anyMatch(
                  other ->
                      other.name().equals(place.name())
                          && Distance.meters(other.point(), place.point()) < SAME_PLACE_METERS);
      if (!known) {
        best.add(place);
      }
    }
    return Collections.unmodifiableList(best);
  }

  /// The address nearest to a point, when there is one within `radiusMeters`.
  public Optional<Place> nearestAddress(Point point, double radiusMeters) {
    double latitudeDegrees = radiusMeters / 111_195;
    double longitudeDegrees =
        latitudeDegrees / Math.max(0.01, Math.cos(Math.toRadians(point.latitude())));
    Envelope around = new Envelope(coordinate(point));
    around.expandBy(longitudeDegrees, latitudeDegrees);
    List<Place> candidates = new ArrayList<>();
    addresses.query(around, item -> candidates.add((Place) item));
    return candidates.stream()
        .min(Comparator.comparingDouble(place -> Distance.meters(place.point(), point)))
        .filter(place -> Distance.meters(place.point(), point) <= radiusMeters);
  }

  private static Coordinate coordinate(Point point) {
    return new Coordinate(point.longitude(), point.latitude());
  }
}
