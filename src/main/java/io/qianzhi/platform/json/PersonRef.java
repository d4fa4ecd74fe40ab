package io.qianzhi.platform.json;

import java.util.UUID;

/// A person as other entities name them.
public record PersonRef(UUID id, String name) {}
