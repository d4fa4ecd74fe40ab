package io.qianzhi.plan;

import org.jspecify.annotations.Nullable;

/// What a signer, or who proposed, makes of a proposal.
///
/// @param urgentReason why a raise cannot wait for the experts
record ProposalDecision(
    Proposal.State decision, @Nullable String note, @Nullable String urgentReason) {
  ProposalDecision {
    note = stripped(note);
    urgentReason = stripped(urgentReason);
  }

  private static @Nullable String stripped(@Nullable String words) {
    return words == null || words.isBlank() ? null : words.strip();
  }

  /// Once the experts have spoken nothing is urgent any more; what was written is kept.
  @Nullable String noteTo(Proposal proposal) {
    return note == null && proposal.mayBeSigned() ? urgentReason : note;
  }
}
