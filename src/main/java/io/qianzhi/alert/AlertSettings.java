package io.qianzhi.alert;

/// Where the keys of Web Push are and who answers for it.
///
/// @param pushKeyFile PEM with the P-256 key pair by which push services know this server
/// @param pushContact `mailto:` or `https:` address a push service may turn to
/// @param allowLocalPush push services on this machine are allowed; for tests and demos only
public record AlertSettings(String pushKeyFile, String pushContact, boolean allowLocalPush) {}
