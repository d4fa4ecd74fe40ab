package io.qianzhi;

import io.qianzhi.dispatch.RunCards;
import io.qianzhi.incident.CityTime;
import io.qianzhi.incident.EventTypes;
import io.qianzhi.plan.PlanCatalogue;
import io.qianzhi.plan.PlanVocabulary;
import io.qianzhi.platform.config.Config;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// `check-plans DIR`: says what is wrong in a folder of plans, line by line, without a database.
/// What plans name (roles, laws, types of incident, run cards) is looked up in conf/.
final class CheckPlans {
  private CheckPlans() {}

  /// Answers the exit code: 1 when something is wrong.
  static int run(String[] args, Config config, PrintStream out) {
    var folder = args.length < 2 ? config.path("plans") : Path.of(args[1]);
    if (!Files.isDirectory(folder)) {
      out.println(folder + " is no folder; name the one with the plans.");
      return 1;
    }
    var vocabulary =
        PlanVocabulary.load(
            config,
            EventTypes.load(config),
            RunCards.load(config).ids(),
            CityTime.today(InstantSource.system()));
    var checked = PlanCatalogue.check(folder, vocabulary);
    checked.faults().forEach(out::println);
    checked.warnings().forEach(warning -> out.println(warning + " (warning)"));
    if (checked.faults().isEmpty()) {
      out.printf(
          "%d plans, %d steps: %s.%n",
          checked.plans(),
          checked.steps(),
          checked.warnings().isEmpty()
              ? "nothing wrong"
              : checked.warnings().size() + " warnings, nothing that stops a server");
      return 0;
    }
    out.printf("%d faults.%n", checked.faults().size());
    return 1;
  }
}
