package io.qianzhi.platform.cluster;

/// How nodes find each other.
///
/// @param host the address of this node that the others reach
/// @param port where the others find it; the first of two ports between nodes
/// @param busPort where messages go, the second; 0 takes any free one
/// @param members `host:port` of the nodes, separated by commas
public record ClusterSettings(
    boolean enabled, String host, int port, int busPort, String members) {}
