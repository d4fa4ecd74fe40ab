package io.qianzhi.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.platform.http.Actor;
import io.qianzhi.platform.json.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibilityTest {
  private static final UUID ME = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);
  private static final String CITY = "990100000000";
  private static final String COUNTY = "990101000000";
  private static final String TOWN = "990101001000";
  private static final String OTHER_COUNTY = "990102000000";
  private static final List<String> COLLECTIONS =
      List.of(
          "incidents",
          "calls",
          "units",
          "assignments",
          "responses",
          "steps",
          "checkIns",
          "commandTransfers",
          "orders",
          "groups",
          "musters",
          "withdrawals",
          "commandPosts",
          "reports",
          "reportClocks",
          "notices");

  /// What somebody sees of an incident in a town of the county, in which everything belongs to
  /// others.
  @ParameterizedTest(name = "{0} of {1}, involved {2}: {3}")
  @CsvSource({
    "operator,      CITY,         false, all",
    "operator,      COUNTY,       false, all",
    "operator,      OTHER_COUNTY, false, none",
    "duty_chief,    COUNTY,       false, all",
    "supervisor,    COUNTY,       false, all",
    "administrator, COUNTY,       false, all but notices",
    "leader,        COUNTY,       false, all but notices",
    "leader,        OTHER_COUNTY, false, none",
    "leader,        OTHER_COUNTY, true,  the scene",
    "responder,     CITY,         false, none",
    "responder,     COUNTY,       true,  the scene",
    "responder,     OTHER_COUNTY, true,  the scene",
    "stranger,      CITY,         true,  none",
  })
  void seesOfAnIncident(String role, String area, boolean involved, String seen) {
    var actor = actor(role, area(area), false);
    var scene = new Scene(TOWN, false, involved ? Set.of(ME, OTHER) : Set.of(OTHER));

    assertThat(
            COLLECTIONS.stream()
                .filter(name -> Visibility.sees(actor, scene, entity(name, OTHER, OTHER_COUNTY)))
                .toList())
        .containsExactlyElementsOf(expected(seen, role, area));
    assertThat(Visibility.seesEvent(actor, scene)).isEqualTo(!seen.equals("none"));
  }

  @ParameterizedTest(name = "{0} of another county sees of their own: {1}")
  @CsvSource({
    "operator,  steps orders notices",
    "leader,    steps orders notices",
    "responder, units steps orders notices",
  })
  void whatConcernsAPersonIsTheirsWhateverTheirArea(String role, String seen) {
    var actor = actor(role, OTHER_COUNTY, false);
    var scene = new Scene(TOWN, false, Set.of());

    assertThat(
            COLLECTIONS.stream()
                .filter(name -> Visibility.sees(actor, scene, entity(name, ME, COUNTY)))
                .toList())
        .containsExactly(seen.split(" "));
  }

  @Test
  void aUnitLentToAnotherAreaIsStillFollowedByItsOwn() {
    var scene = new Scene(TOWN, false, Set.of());
    var unit = entity("units", OTHER, OTHER_COUNTY);

    assertThat(Visibility.sees(actor("operator", OTHER_COUNTY, false), scene, unit)).isTrue();
    assertThat(Visibility.sees(actor("responder", OTHER_COUNTY, false), scene, unit)).isFalse();
  }

  @Test
  void drillAndRealAreTwoWorlds() {
    for (boolean drill : new boolean[] {true, false}) {
      var scene = new Scene(TOWN, drill, Set.of(ME));
      for (String role : List.of("operator", "leader", "responder", "administrator")) {
        var actor = actor(role, CITY, !drill);
        assertThat(Visibility.seesEvent(actor, scene)).isFalse();
        assertThat(COLLECTIONS)
            .noneMatch(name -> Visibility.sees(actor, scene, entity(name, ME, TOWN)));
      }
    }
  }

  @Test
  void whatIsNotNamedIsNotSent() {
    assertThat(
            Visibility.sees(
                actor("operator", CITY, false),
                new Scene(TOWN, false, Set.of(ME)),
                entity("passwords", ME, TOWN)))
        .isFalse();
  }

  private static List<String> expected(String seen, String role, String area) {
    return switch (seen) {
      case "all" -> COLLECTIONS;
      case "all but notices" ->
          COLLECTIONS.stream().filter(name -> !name.equals("notices")).toList();
      case "the scene" ->
          COLLECTIONS.stream()
              .filter(
                  name ->
                      !Set.of("calls", "steps", "reports", "reportClocks", "notices")
                          .contains(name))
              .toList();
      // The unit itself comes from the other county, and is followed there.
      case "none" ->
          area.equals("OTHER_COUNTY") && !role.equals("responder") ? List.of("units") : List.of();
      default -> Arrays.asList(seen.split(" "));
    };
  }

  private static String area(String name) {
    return switch (name) {
      case "CITY" -> CITY;
      case "COUNTY" -> COUNTY;
      default -> OTHER_COUNTY;
    };
  }

  static Actor actor(String role, String area, boolean drill) {
    return new Actor(
        ME, null, "王", "", Set.of(role), Set.of(), area, drill, "device-1", Instant.MAX);
  }

  private static Entity entity(String collection, UUID person, String unitArea) {
    var someone = Map.of("id", person, "name", "x");
    var json =
        switch (collection) {
          case "notices" -> Map.of("id", OTHER, "person", someone);
          case "steps" -> Map.of("id", OTHER, "owners", List.of(someone));
          case "orders" -> Map.of("id", OTHER, "responsible", List.of(someone));
          case "units" -> Map.of("id", OTHER, "areaCode", unitArea, "crew", List.of(someone));
          default -> Map.of("id", OTHER);
        };
    return Entity.of(collection, Json.tree(json));
  }
}
