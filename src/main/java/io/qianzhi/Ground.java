package io.qianzhi;

import io.qianzhi.identity.AccessTokens;
import io.qianzhi.identity.AuthSettings;
import io.qianzhi.identity.EndedSessions;
import io.qianzhi.identity.Passwords;
import io.qianzhi.identity.People;
import io.qianzhi.identity.Roles;
import io.qianzhi.identity.SessionService;
import io.qianzhi.timeline.Feed;
import io.qianzhi.timeline.Timeline;

/// The layer that every feature stands on: identity and timeline.
record Ground(
    People people,
    EndedSessions endedSessions,
    AccessTokens tokens,
    SessionService sessions,
    Timeline timeline,
    Feed feed) {

  static Ground of(Base base, AuthSettings auth, Roles roles) {
    var vertx = base.vertx();
    var database = base.database();
    var clock = base.clock();
    var endedSessions = new EndedSessions(vertx, database, base.virtualThreads(), clock);
    var tokens = new AccessTokens(vertx, auth, endedSessions, roles, clock);
    var timeline = new Timeline(clock);
    return new Ground(
        new People(),
        endedSessions,
        tokens,
        new SessionService(database, new Passwords(vertx), tokens, endedSessions, roles, clock),
        timeline,
        new Feed(vertx, database, timeline, base.virtualThreads(), clock));
  }
}
