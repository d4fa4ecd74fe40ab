package io.qianzhi.plan;

import io.qianzhi.platform.json.Text;
import java.util.List;

/// What is done, by whom and until when, in one kind of emergency: the common steps and its own, in
/// the order of the checklist.
///
/// @param version a hash of the content; a running response keeps the one it started with
/// @param eventTypes the types of incident it is proposed for, with those below them
public record Plan(
    String code, Text name, String version, List<String> eventTypes, List<PlanStep> steps) {}
