package io.qianzhi;

import io.qianzhi.identity.PeopleImport;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Database;
import io.qianzhi.platform.db.DatabaseSettings;
import io.qianzhi.platform.http.VirtualThreads;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/// `qianzhi password NAME` gives somebody a password; it is read from the terminal or standard
/// input.
final class PasswordCommand {
  private static final int SHORTEST = 10;

  private PasswordCommand() {}

  static void run(String[] args, Config config) {
    if (args.length != 2) {
      throw new Config.Fault("Say whose: password NAME.");
    }
    var settings = Settings.production(config, System.getenv());
    var password = readPassword();
    if (password.length() < SHORTEST) {
      throw new Config.Fault("A password has at least " + SHORTEST + " characters.");
    }
    set(Objects.requireNonNull(settings.database()), args[1], password);
    System.out.println("qianzhi: " + args[1] + " has a new password.");
  }

  /// @throws Config.Fault when there is nobody of that name
  static void set(DatabaseSettings databaseSettings, String username, String password) {
    Database.migrate(databaseSettings);
    var vertx = Vertx.vertx();
    try {
      var database = Database.open(vertx, databaseSettings);
      boolean found =
          VirtualThreads.start(vertx)
              .compose(
                  threads ->
                      threads.run(
                          () ->
                              database.inTransaction(
                                  tx ->
                                      PeopleImport.setPassword(
                                          tx, username, password, Instant.now()))))
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      if (!found) {
        throw new Config.Fault(
            "There is nobody called " + username + "; start the server once to read people.yaml.");
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /// Without a terminal there is no console on this JDK, whatever the warning says of others.
  @SuppressWarnings("SystemConsoleNull")
  private static String readPassword() {
    var console = System.console();
    if (console != null) {
      return new String(console.readPassword("New password: "));
    }
    try {
      var line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new Config.Fault("The password cannot be read: " + e.getMessage());
    }
  }
}
