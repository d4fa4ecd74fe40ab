package io.qianzhi.platform.http;

/// Where the server listens, and how others reach it.
///
/// @param publicUrl the address people and push services know, such as `https://qianzhi.city.example`
public record HttpSettings(String host, int port, String publicUrl) {}
