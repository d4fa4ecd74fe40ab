package io.qianzhi.identity;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.db.Tx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Brings the people of a city's folder (`people.yaml`) into the database. Who is there already is
/// left as he is: the file starts a city, it does not run it.
public final class PeopleImport {
  private static final Set<String> ROLES =
      Set.of("operator", "duty_chief", "responder", "leader", "supervisor", "administrator");

  private final File file;

  private record File(int version, boolean drill, List<Entry> people) {}

  /// One person of the file.
  ///
  /// @param password only for the demo; real people get theirs with `qianzhi password NAME`
  /// @param drill an account of a real city's world of exercises: never meets what is real
  public record Entry(
      String username,
      String name,
      String title,
      List<String> roles,
      List<String> duties,
      String areaCode,
      @Nullable String unitCode,
      @Nullable String password,
      @Nullable Boolean drill) {
    boolean isTraining() {
      return Boolean.TRUE.equals(drill);
    }
  }

  private PeopleImport(File file) {
    this.file = file;
  }

  /// @param knownArea whether there is an area of this code
  /// @param knownDuty whether plans have this role
  /// @throws Config.Fault naming the person and what is wrong
  public static PeopleImport load(
      Path cityFolder, Predicate<String> knownArea, Predicate<String> knownDuty) {
    var file = new Config(cityFolder).read("people.yaml", File.class);
    var seen = new HashSet<String>();
    for (var person : file.people()) {
      require(person, seen.add(person.username()), "stands there twice");
      require(person, ROLES.containsAll(person.roles()), "has a role that is none of " + ROLES);
      require(
          person, knownArea.test(person.areaCode()), "has the unknown area " + person.areaCode());
      for (var duty : person.duties()) {
        require(person, knownDuty.test(duty), "has the unknown duty " + duty);
      }
      require(
          person, file.drill() || person.password() == null, "must not have a password in a file");
    }
    return new PeopleImport(file);
  }

  private static void require(Entry person, boolean fulfilled, String fault) {
    if (!fulfilled) {
      throw new Config.Fault("people.yaml: " + person.username() + " " + fault + ".");
    }
  }

  /// @throws Config.Fault when the demo's people would come into a real city, or the reverse
  public void require(boolean drill) {
    if (file.drill() != drill) {
      throw new Config.Fault(
          drill
              ? "people.yaml of the demo must say drill: true."
              : "people.yaml has the demo's people (drill: true); give this city its own.");
    }
  }

  public boolean drill() {
    return file.drill();
  }

  /// Whether a real city has a world of exercises beside it.
  public boolean hasTrainingWorld() {
    return !file.drill() && file.people().stream().anyMatch(Entry::isTraining);
  }

  /// Adds those who are missing; people without a password cannot sign in until they have one.
  public void importMissing(Tx tx) {
    var store = new PersonStore();
    var training = file.people().stream().filter(Entry::isTraining).map(Entry::username).toList();
    if (!file.drill() && !training.containsAll(store.drillAccounts(tx))) {
      throw new Config.Fault(
          "This database has accounts of the demo. Start a real city with an empty database.");
    }
    var known = store.usernames(tx);
    // A demo's people share a password; hashing it once keeps the first start short.
    var hashes = new HashMap<String, String>();
    for (var entry : file.people()) {
      if (!known.contains(entry.username())) {
        var password = entry.password();
        store.insert(
            tx,
            new Person(
                UUID.randomUUID(),
                entry.username(),
                entry.name(),
                entry.title(),
                entry.roles(),
                entry.duties(),
                entry.areaCode(),
                entry.unitCode(),
                file.drill() || entry.isTraining()),
            password == null ? "" : hashes.computeIfAbsent(password, Passwords::hash));
      }
    }
  }

  /// Gives somebody a new password and ends the sessions that used the old one.
  ///
  /// @return false when there is nobody of that name
  public static boolean setPassword(Tx tx, String username, String password, Instant now) {
    new SessionStore().endAll(tx, username, now);
    return new PersonStore().setPassword(tx, username, Passwords.hash(password));
  }
}
