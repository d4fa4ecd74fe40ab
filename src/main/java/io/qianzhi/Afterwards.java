package io.qianzhi;

import io.qianzhi.command.review.ReplayService;

/// What is known when it is over: replays and reviews, which read all of the others.
record Afterwards(ReplayService replays) {

  static Afterwards of(Base base, Ground ground, Picture picture, Conduct conduct, Rulebook rules) {
    var replays =
        new ReplayService(
            rules.review(),
            rules.city().areas().city().code(),
            picture.incidents(),
            conduct.dispatch().assignments(),
            picture.tracks(),
            ground.timeline(),
            base.clock());
    return new Afterwards(replays);
  }
}
