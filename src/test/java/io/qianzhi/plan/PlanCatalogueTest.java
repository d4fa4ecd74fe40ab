package io.qianzhi.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.qianzhi.dispatch.RunCards;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.json.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCatalogueTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Config SHIPPED = new Config(Path.of("conf"));

  @Test
  void theShippedPlansLoadWithTheCommonSteps() {
    var catalogue = PlanCatalogue.load(SHIPPED, () -> vocabulary(SHIPPED));

    assertThat(catalogue.plans())
        .extracting(summary -> summary.code() + " " + summary.steps())
        .containsExactlyInAnyOrder(
            "COMMON 23",
            "HAZ 36",
            "FIRE 36",
            "ROAD 37",
            "FLOOD 37",
            "HEALTH 35",
            "QUAKE 37",
            "CROWD 36",
            "GATHER 37");
    assertThat(codes(catalogue, "HAZ")).contains("B15", "H01").startsWith("B01");
    assertThat(codes(catalogue, "GATHER")).doesNotContain("B15").contains("B14", "G16");
    assertThat(catalogue.roles()).hasSize(34);
  }

  private static List<String> codes(PlanCatalogue catalogue, String plan) {
    return catalogue.plan(plan).orElseThrow().steps().stream().map(PlanStep::code).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "12G00, FIRE",
    "12H01, ROAD",
    "11B03, FLOOD",
    "12D00, HAZ",
    "12L00, COMMON",
    "14A00, GATHER"
  })
  void theTypeOfTheIncidentChoosesThePlan(String type, String plan) {
    var catalogue = PlanCatalogue.load(SHIPPED, () -> vocabulary(SHIPPED));

    assertThat(catalogue.forEventType(type).code()).isEqualTo(plan);
  }

  @Test
  void theBasisIsReadOutWithWhoSetTheDeadline() {
    var plan = PlanCatalogue.load(SHIPPED, () -> vocabulary(SHIPPED)).plan("COMMON").orElseThrow();

    assertThat(plan.steps())
        .filteredOn(step -> step.code().equals("B06") || step.code().equals("B23"))
        .extracting(step -> LegalBasis.read(step.basis(), TODAY), PlanStep::deadlineIsDefault)
        .containsExactly(tuple("突发事件应对法（2024）第七十二条", true), tuple("安全生产法（2021）第八十六条", false));
  }

  @Test
  void aPlansVersionChangesWithItsContent(@TempDir Path folder) throws IOException {
    copyShipped(folder);
    var before = load(folder).plan("HAZ").orElseThrow().version();
    edit(folder, "common.yaml", "minutes: 20", "minutes: 21");

    assertThat(load(folder).plan("HAZ").orElseThrow().version()).hasSize(8).isNotEqualTo(before);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "effective: 2026-11-22, ''",
    "effective: 2026-11-23, 'cites fire-law-2021, in force only from 2026-11-23'",
    "until: 2026-11-23, ''",
    "until: 2026-11-22, 'cites fire-law-2021, no longer in force since 2026-11-22; see"
        + " work-safety-law-2021'"
  })
  void aLawIsCitedOnTheDaysItIsInForce(String day, String fault, @TempDir Path folder)
      throws IOException {
    copyShipped(folder);
    var file = folder.resolve("legal-basis.yaml");
    var law = "Fire Protection Law}\n    edition: 2021\n";
    var text = Files.readString(file);
    assertThat(text).contains(law);
    var replaced = day.startsWith("until") ? "    replacedBy: work-safety-law-2021\n" : "";
    Files.writeString(
        file,
        text.replace(law + "    effective: 2021-04-29\n", law + "    " + day + "\n" + replaced));

    var config = new Config(folder);
    var checked = PlanCatalogue.check(folder.resolve("plans"), vocabulary(config));
    if (day.startsWith("until")) {
      assertThat(load(folder).warnings())
          .as("starts, and says so")
          .isEqualTo(checked.warnings().stream().map(PlanFault::toString).toList());
    }
    var found = day.startsWith("until") ? checked.warnings() : checked.faults();
    var others = day.startsWith("until") ? checked.faults() : checked.warnings();
    assertThat(others).isEmpty();
    if (fault.isEmpty()) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .isNotEmpty()
          .allMatch(one -> String.valueOf(one.file()).endsWith("fire.yaml"))
          .allMatch(one -> one.what().endsWith(fault));
    }
  }

  @Test
  void aLawThatLapsedSinceTheStartIsMarkedOnTheStepsOfNewResponses() {
    var reference =
        new LegalBasis.Reference(
            "fire-law-2021",
            new Text("消防法", "Fire Protection Law"),
            2021,
            "第四十四条",
            LocalDate.of(2021, 4, 29),
            TODAY);

    assertThat(LegalBasis.read(List.of(reference), TODAY.minusDays(1))).isEqualTo("消防法（2021）第四十四条");
    assertThat(LegalBasis.read(List.of(reference), TODAY))
        .isEqualTo("消防法（2021）第四十四条（2026-11-22起失效）");
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          haz.yaml|role: FIRE|role: FIREMEN|step H01 has the role FIREMEN, which plan-roles.yaml does not have
          haz.yaml|law: hazardous-chemicals-2013|law: nonsense|step H01 cites nonsense, which legal-basis.yaml does not have
          haz.yaml|code: H02|code: H01|step H01 is there twice
          haz.yaml|dependsOn: [H01, H02]|dependsOn: [H01, H99]|step H04 depends on H99, which the plan does not have
          haz.yaml|from: T0|from: H99|step H01 counts its deadline from H99, which the plan does not have
          haz.yaml|minutes: 30|minutes: 5|step H04 is due 5 min after T0, before its predecessor H01 (10 min)
          haz.yaml|dependsOn: [B01]|dependsOn: [H04]|waits for itself: H01 after H04 after H01
          haz.yaml|title: {zh: 上风集结、初始隔离区|title: {zh: ''|step H01 needs its title in zh and en
          haz.yaml|minutes: 10, ||step H01 needs a deadline with minutes, from and setBy
          haz.yaml|lifeSafety: true|lifesafety: true|there is no field lifesafety here
          """)
  void aBrokenPlanStopsTheStartAndIsNamed(
      String file, String shipped, String broken, String message, @TempDir Path folder)
      throws IOException {
    copyShipped(folder);
    edit(folder, file, shipped, broken == null ? "" : broken);

    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(Config.Fault.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file);
  }

  private static PlanCatalogue load(Path folder) {
    var config = new Config(folder);
    return PlanCatalogue.load(config, () -> vocabulary(config));
  }

  static PlanVocabulary vocabulary(Config config) {
    return PlanVocabulary.load(config, EventTypes.load(config), RunCards.load(config).ids(), TODAY);
  }

  private static void copyShipped(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("plans"));
    for (var name :
        List.of("legal-basis.yaml", "plan-roles.yaml", "event-types.yaml", "run-cards.yaml")) {
      Files.copy(Path.of("conf", name), folder.resolve(name));
    }
    try (var plans = Files.list(Path.of("conf", "plans"))) {
      for (var plan : plans.toList()) {
        Files.copy(plan, folder.resolve("plans").resolve(plan.getFileName()));
      }
    }
  }

  private static void edit(Path folder, String file, String from, String to) throws IOException {
    var path = folder.resolve("plans").resolve(file);
    var text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
  }
}
