package io.qianzhi;

import static org.assertj.core.api.Assertions.assertThat;

import io.qianzhi.platform.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `check-plans DIR`, without a database.
class CheckPlansTest {
  private static final Config CONF = new Config(Path.of("conf"));
  private static final String PLAN =
      """
      code: TEST
      name: {zh: 试行, en: Trial}
      steps:
        - code: X01
          phase: P1
          title: {zh: 甲, en: First}
          role: FIRE
          evidence: {kind: number, zh: 数, en: Figure, unit: {zh: 人, en: people}}
          deadline: {minutes: 10, from: T0, setBy: default}
        - code: X02
          phase: P1
          title: {zh: 乙, en: Second}
          role: POL
          dependsOn: [X01]
          evidence: {zh: 数, en: Figure}
          deadline: {minutes: 20, from: T0, setBy: default}
          basis:
            - {law: fire-law-2021}
          effects:
            - {kind: dispatch_run_card, runCard: fire}
      """;

  @TempDir private Path folder;

  private record Ended(int code, String said) {}

  @Test
  void theShippedPlansAreSound() {
    var ended = check(Path.of("conf/plans"));

    assertThat(ended.said()).startsWith("9 plans, ").endsWith(" steps: nothing wrong.\n");
    assertThat(ended.code()).isZero();
  }

  /// `^` in what is written stands for a line break.
  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          role: FIRE|role: FIREMEN|7: step X01 has the role FIREMEN, which plan-roles.yaml does not have
          dependsOn: [X01]|dependsOn: [X09]|14: step X02 depends on X09, which the plan does not have
          minutes: 20|minutes: 5|16: step X02 is due 5 min after T0, before its predecessor X01 (10 min)
          role: FIRE|role: FIRE^    dependsOn: [X02]|8: step X01 waits for itself: X01 after X02 after X01
          law: fire-law-2021|law: fire-law-1900|18: step X02 cites fire-law-1900, which legal-basis.yaml does not have
          kind: dispatch_run_card|kind: dispatch|20: dispatch is none of page_roles, report_draft, release_draft, dispatch_run_card, draw_cordon, start_clock, ask_decision
          runCard: fire|runCard: fires|20: step X02 names the run card fires, which run-cards.yaml does not have
          runCard: fire|step: X01|20: step X02 has the effect dispatch_run_card, which needs runCard
          runCard: fire|report: finally|20: finally is none of written, follow_up, final
          code: X02|code: X01|10: step X01 is there twice
          code: X02|code: B01|10: step B01 is there twice
          phase: P1|phase: P9|5: step X01 has the phase P9, not one of P0 to P6
          kind: number|kind: video|8: video is none of text, number, photo, position, signed_order
          kind: number|kind: signed_order|8: step X01 has a unit in zh and en if, and only if, its evidence is a number
          from: T0|from: EFFECT|9: step X01 counts its deadline from an effect, but none starts it
          role: FIRE|rôle: FIRE|7: there is no field rôle here, only answers, basis, code, condition, deadline, dependsOn, doneBy, effects, evidence, lifeSafety, phase, recurrence, role, signature, title
          role: FIRE|role: FIRE^    role: POL|8: Duplicate field 'role'
          minutes: 10|minutes: ten|9: Cannot coerce String value ("ten")
          zh: 甲, en: First}|zh: 甲, en: First|7: while parsing a flow mapping
          role: POL|role: POL^    condition: {answer: {step: X01, is: [maybe]}}|14: step X02 asks whether X01 is maybe, which is none of its answers
          role: POL|role: POL^    condition: {gradeAtLeast: 9}|14: step X02 has a grade that is not 1 to 4
          role: POL|role: POL^    condition: {families: [fires]}|14: step X02 names the family fires, which event-types.yaml does not have
          role: POL|role: POL^    recurrence: {everyMinutes: 1}|14: step X02 comes round again after 5 minutes at least
          name: {|eventTypes: ['12X00']^name: {|2: the event type 12X00 is not in event-types.yaml
          name: {|eventTypes: ['12G00']^name: {|2: fire.yaml names the event type 12G00, too; only one plan can be proposed
          code: TEST|code: HAZ|1: the code HAZ is used by haz.yaml, too
          name: {|omits: [B01]^name: {|2: step B04 depends on B01, which the plan does not have
          """)
  void everyFaultIsNamedWithFileAndLine(String from, String to, String expected)
      throws IOException {
    copyShipped();
    assertThat(PLAN).contains(from);
    int at = PLAN.indexOf(from);
    var broken = PLAN.substring(0, at) + to.replace("^", "\n") + PLAN.substring(at + from.length());
    var file = folder.resolve("test.yaml");
    Files.writeString(file, broken);

    var ended = check(folder);
    assertThat(ended.said().lines()).anyMatch(line -> line.startsWith(file + ":" + expected));
    assertThat(ended.code()).isOne();
  }

  @Test
  void allFaultsOfAllFilesAreNamedAtOnce() throws IOException {
    copyShipped();
    var file = folder.resolve("test.yaml");
    Files.writeString(file, PLAN.replace("role: FIRE", "role: A").replace("role: POL", "role: B"));
    Files.writeString(folder.resolve("zzz.yaml"), "");

    assertThat(check(folder).said())
        .isEqualTo(
            """
            %1$s/test.yaml:7: step X01 has the role A, which plan-roles.yaml does not have
            %1$s/test.yaml:13: step X02 has the role B, which plan-roles.yaml does not have
            %1$s/zzz.yaml:1: the file is empty
            3 faults.
            """
                .formatted(folder));
  }

  @Test
  void aFolderWithoutTheCommonStepsIsNone() {
    assertThat(check(folder).said())
        .isEqualTo(folder + "/common.yaml:1: the file is missing\n1 faults.\n");
    assertThat(check(folder.resolve("nowhere")).code()).isOne();
  }

  private void copyShipped() throws IOException {
    try (var plans = Files.list(Path.of("conf/plans"))) {
      for (var plan : plans.toList()) {
        Files.copy(plan, folder.resolve(String.valueOf(plan.getFileName())));
      }
    }
  }

  private static Ended check(Path folder) {
    var out = new ByteArrayOutputStream();
    int code =
        CheckPlans.run(
            new String[] {"check-plans", folder.toString()},
            CONF,
            new PrintStream(out, true, StandardCharsets.UTF_8));
    return new Ended(code, out.toString(StandardCharsets.UTF_8));
  }
}
