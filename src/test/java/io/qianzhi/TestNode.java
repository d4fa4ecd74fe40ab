package io.qianzhi;

import io.qianzhi.platform.cluster.ClusterSettings;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A node of a cluster in a process of its own, so that it can be killed.
public final class TestNode implements AutoCloseable {
  private static final String READY = "node is ready";

  private final Process process;
  private final String url;

  private TestNode(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /// Two nodes on one empty database.
  public static List<TestNode> startTwo() {
    var database = TestServer.newDatabase();
    int first = TestServer.freePort();
    int second = TestServer.freePort();
    var members = "127.0.0.1:" + first + ",127.0.0.1:" + second;
    return List.of(start(database, first, members), start(database, second, members));
  }

  private static TestNode start(DatabaseSettings database, int clusterPort, String members) {
    int httpPort = TestServer.freePort();
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-Xmx700m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-classpath",
            System.getProperty("java.class.path"),
            TestNode.class.getName(),
            String.valueOf(httpPort),
            database.host(),
            String.valueOf(database.port()),
            database.name(),
            String.valueOf(clusterPort),
            members));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var node = new TestNode(process, "http://localhost:" + httpPort);
      node.awaitReady();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() throws IOException {
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = output.readLine(); !READY.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IllegalStateException("the node ended: " + process.exitValue());
      }
    }
  }

  public String url() {
    return url;
  }

  /// `kill -9`.
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  static void main(String[] args) {
    var database =
        new DatabaseSettings(
            args[1], Integer.parseInt(args[2]), args[3], "postgres", "postgres", 20);
    var cluster = new ClusterSettings(true, "127.0.0.1", Integer.parseInt(args[4]), 0, args[5]);
    Server.start(
        TestServer.settings(Integer.parseInt(args[0]), database, cluster),
        new Config(Path.of("conf")),
        Server.World.DEMO,
        InstantSource.system(),
        sentence -> {});
    System.out.println(READY);
  }
}
