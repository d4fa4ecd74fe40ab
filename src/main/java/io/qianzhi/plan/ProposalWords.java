package io.qianzhi.plan;

import io.qianzhi.incident.Incident;
import io.qianzhi.platform.json.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people read about changes of a response.
final class ProposalWords {
  private static final List<String> LEVELS_ZH = List.of("一级", "二级", "三级", "四级");

  private ProposalWords() {}

  /// What is proposed, such as 升为一级响应.
  private static Text what(Proposal proposal) {
    var level = LEVELS_ZH.get(proposal.level() - 1);
    return switch (proposal.kind()) {
      case RAISE ->
          new Text("响应升为" + level, "raise the response to level %d".formatted(proposal.level()));
      case LOWER ->
          new Text("响应降为" + level, "lower the response to level %d".formatted(proposal.level()));
      case END ->
          new Text(
              "终止%s响应".formatted(level), "end the level %d response".formatted(proposal.level()));
    };
  }

  static Text opinionTitle(Proposal proposal) {
    return new Text(
        "请专家提出意见：" + what(proposal).zh(), "Your opinion is wanted: " + what(proposal).en());
  }

  static Text signatureTitle(Proposal proposal) {
    return proposal.isJudged()
        ? new Text("待签发：" + what(proposal).zh(), "To sign: " + what(proposal).en())
        : new Text(
            "待专家意见，紧急可先行签发：" + what(proposal).zh(),
            "To sign, before the experts if urgent: " + what(proposal).en());
  }

  /// That it was signed before the experts had spoken, and why; null = it was not.
  static @Nullable Text urgent(Proposal proposal) {
    var reason = proposal.urgentReason();
    return reason == null
        ? null
        : new Text("紧急先行签发：" + reason, "Signed first, as an emergency: " + reason);
  }

  /// Where, how bad, and why it is proposed.
  static Text body(Incident incident, Proposal proposal) {
    var by = proposal.proposedBy().name();
    return ResponseWords.situation(
        incident,
        new Text(
            "%s提出，理由：%s".formatted(by, proposal.reason()),
            "Proposed by %s: %s".formatted(by, proposal.reason())));
  }

  /// The same at the end of a sentence.
  static @Nullable Text urgentAside(Proposal proposal) {
    var urgent = urgent(proposal);
    return urgent == null ? null : new Text("（" + urgent.zh() + "）", "(" + urgent.en() + ")");
  }

  static Text decidedTitle(Proposal proposal) {
    var what = what(proposal);
    return proposal.state() == Proposal.State.SIGNED
        ? new Text("已签发：" + what.zh(), "Signed: " + what.en())
        : new Text("未同意：" + what.zh(), "Refused: " + what.en());
  }

  static Text decidedBody(Incident incident, Proposal proposal) {
    var by = String.valueOf(proposal.decidedBy() == null ? "" : proposal.decidedBy().name());
    var note = proposal.note();
    var urgent = urgent(proposal);
    return ResponseWords.situation(
        incident,
        new Text(
            (note == null ? by + "决定。" : "%s决定：%s。".formatted(by, note))
                + (urgent == null ? "" : urgent.zh() + "。"),
            (note == null ? "Decided by " + by + "." : "Decided by %s: %s.".formatted(by, note))
                + (urgent == null ? "" : " " + urgent.en() + ".")));
  }

  /// The evidence of the step that a signed change ticks.
  static String order(Proposal proposal) {
    var opinions = proposal.opinions();
    long favour = opinions.stream().filter(Proposal.Opinion::inFavour).count();
    var note = proposal.note();
    var urgent = urgent(proposal);
    return "%s；理由：%s；专家意见：%d人同意、%d人不同意%s%s"
        .formatted(
            what(proposal).zh(),
            proposal.reason(),
            favour,
            opinions.size() - favour,
            note == null ? "" : "；" + note,
            urgent == null ? "" : "；" + urgent.zh());
  }
}
