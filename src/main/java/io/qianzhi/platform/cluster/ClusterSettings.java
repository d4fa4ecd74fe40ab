package io.qianzhi.platform.cluster;

/// How nodes find each other.
///
/// @param host the address of this node that the others reach
/// @param members `host:port` of the nodes, separated by commas
public record ClusterSettings(boolean enabled, String host, int port, String members) {}
