package io.qianzhi;

import io.qianzhi.identity.AccessTokens;
import io.qianzhi.identity.AuthSettings;
import io.qianzhi.identity.Passwords;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Roles;
import io.qianzhi.identity.SessionService;
import io.qianzhi.timeline.Feed;
import io.qianzhi.timeline.Timeline;

/// The layer that every feature stands on: identity and timeline.
record Ground(
    People people, AccessTokens tokens, SessionService sessions, Timeline timeline, Feed feed) {

  static Ground of(Base base, AuthSettings auth, Roles roles) {
    var vertx = base.vertx();
    var database = base.database();
    var clock = base.clock();
    var tokens = new AccessTokens(vertx, auth, roles, clock);
    var timeline = new Timeline(clock);
    return new Ground(
        new People(),
        tokens,
        new SessionService(database, new Passwords(vertx), tokens, roles, clock),
        timeline,
        new Feed(vertx, database, timeline, base.virtualThreads(), clock));
  }
}
