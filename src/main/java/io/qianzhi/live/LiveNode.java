package io.qianzhi.live;

/// What the sessions of one node share.
record LiveNode(
    LiveParts parts, Inbound inbound, CatchUp catchUp, Presence presence, LiveMetrics metrics) {}
