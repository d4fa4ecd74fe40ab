package io.qianzhi.platform.json;

/// A text in the languages of the product.
public record Text(String zh, String en) {}
