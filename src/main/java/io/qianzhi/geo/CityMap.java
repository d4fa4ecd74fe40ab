package io.qianzhi.geo;

import io.qianzhi.geo.osm.OsmFile;
import io.qianzhi.geo.osm.QaTiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Everything the server knows from the map of its city: roads, addresses, and the tiles to draw.
///
/// It is prepared once from one OpenStreetMap file and kept in a cache directory under the hash of
/// its content. A preparation that was killed leaves nothing that is taken for a finished one.
public final class CityMap implements AutoCloseable {

  /// Raised when what is prepared changes its form, so that old caches are not read.
  private static final int FORMAT_VERSION = 2;

  private static final String UNFINISHED = ".preparing";

  /// File locks keep other processes away, this keeps away the threads of our own.
  private static final ReentrantLock ONE_PREPARATION = new ReentrantLock();

  private final RoadNetwork roads;
  private final AddressSearch addresses;
  private final TileStore tiles;

  private CityMap(Path directory) throws IOException {
    roads = RoadNetwork.open(directory.resolve("roads"));
    addresses = AddressSearch.open(directory.resolve("addresses.gz"), roads.bounds());
    tiles = TileStore.open(directory.resolve("tiles.bin"));
  }

  /// Opens the map of a city, preparing it first if that has not been done for this very source.
  ///
  /// @param source `.osm.pbf`, `.osm.gz` or `.osm` file, or a folder for [QaTiles]
  /// @param cacheDirectory is created when missing; may be shared by several servers
  /// @param progress told in a sentence what takes long
  /// @throws IOException when the file cannot be read or the directory not be written
  public static CityMap open(Path source, Path cacheDirectory, Consumer<String> progress)
      throws IOException {
    Path prepared = cacheDirectory.resolve(hash(source) + "-v" + FORMAT_VERSION);
    if (!Files.isDirectory(prepared)) {
      Files.createDirectories(cacheDirectory);
      ONE_PREPARATION.lock();
      try (FileChannel channel =
              FileChannel.open(
                  cacheDirectory.resolve(".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.isDirectory(prepared)) {
          prepare(source, prepared, progress);
        }
      } finally {
        ONE_PREPARATION.unlock();
      }
    }
    return new CityMap(prepared);
  }

  private static void prepare(Path source, Path prepared, Consumer<String> progress)
      throws IOException {
    Path directory = prepared.resolveSibling(prepared.getFileName() + UNFINISHED);
    deleteTree(directory);
    Files.createDirectories(directory);

    progress.accept("Reading the map of the city from " + source.getFileName());
    Path osmFile = source;
    if (Files.isDirectory(source)) {
      osmFile = directory.resolve("map.osm.gz");
      QaTiles.writeOsm(source, osmFile);
    }
    TileMaker maker = new TileMaker();
    AddressCollector addresses = new AddressCollector();
    OsmFile.read(
        osmFile,
        feature -> {
          addresses.add(feature);
          for (MapFeature shown : MapFeature.allOf(feature)) {
            maker.add(shown);
          }
        });
    addresses.write(directory.resolve("addresses.gz"));
    progress.accept("Drawing the map tiles");
    TileStore.write(maker, directory.resolve("tiles.bin"));
    progress.accept("Preparing the road network");
    RoadNetwork.prepare(osmFile, directory.resolve("roads"));

    Files.move(directory, prepared, StandardCopyOption.ATOMIC_MOVE);
  }

  public RoadNetwork roads() {
    return roads;
  }

  public AddressSearch addresses() {
    return addresses;
  }

  public TileStore tiles() {
    return tiles;
  }

  /// The rectangle around the city's roads.
  public Bounds bounds() {
    return roads.bounds();
  }

  @Override
  public void close() {
    roads.close();
  }

  private static String hash(Path source) throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
