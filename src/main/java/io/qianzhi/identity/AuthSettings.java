package io.qianzhi.identity;

/// The secret that signs access tokens: at least 32 characters, the same on all nodes.
public record AuthSettings(String tokenSecret) {}
