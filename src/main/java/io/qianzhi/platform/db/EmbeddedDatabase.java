package io.qianzhi.platform.db;

import io.qianzhi.platform.config.Config;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The PostgreSQL that the demo and the tests bring along: real, on loopback, its data in a folder
/// that stays between runs.
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private final EmbeddedPostgres postgres;

  private EmbeddedDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /// Starts it, after stopping one that a killed run has left on the same folder.
  ///
  /// @param directory gets `postgres` (the data) and `postgres-binaries`
  public static EmbeddedDatabase start(Path directory) {
    return start(directory, true);
  }

  /// @param durable whether what was acknowledged survives a power cut; tests have no use for it
  public static EmbeddedDatabase start(Path directory, boolean durable) {
    var flush = durable ? "on" : "off";
    var data = directory.resolve("postgres").toAbsolutePath();
    try {
      Files.createDirectories(directory);
      stopLeftOver(data);
      return new EmbeddedDatabase(
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(
                  directory.resolve("postgres-binaries").toAbsolutePath().toFile())
              .setServerConfig("shared_buffers", "128MB")
              // The library turns both off; what a city acknowledged must survive a power cut too.
              .setServerConfig("fsync", flush)
              .setServerConfig("synchronous_commit", flush)
              .setServerConfig("max_connections", "200")
              // Its own hook would run beside ours and stop it under a server that still works.
              .setRegisterShutdownHook(false)
              .setPGStartupWait(Duration.ofSeconds(30))
              .setOutputRedirector(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("postgres.log").toFile()))
              .setErrorRedirector(
                  ProcessBuilder.Redirect.appendTo(directory.resolve("postgres.log").toFile()))
              .start());
    } catch (IOException e) {
      throw new Config.Fault(
          "The embedded PostgreSQL did not start; see " + directory.resolve("postgres.log") + ".",
          e);
    }
  }

  public DatabaseSettings settings(int connections) {
    return new DatabaseSettings(
        "localhost", postgres.getPort(), "postgres", "postgres", "postgres", connections);
  }

  private static void stopLeftOver(Path data) throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    var leftOver =
        ProcessHandle.of(pid)
            .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    if (leftOver.isPresent()) {
      LOG.info("stopping the PostgreSQL that an earlier run left behind (pid {})", pid);
      leftOver.get().destroy();
      try {
        leftOver.get().onExit().get(10, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        leftOver.get().destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Files.deleteIfExists(pidFile);
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
