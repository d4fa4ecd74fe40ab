package io.qianzhi.platform.problem;

/// What is wrong with one field of a request, for pages to say in their language.
public enum FieldRule {
  MISSING,
  UNKNOWN_FIELD,
  WRONG_TYPE,
  WRONG_FORM,
  NOT_ONE_OF,
  TOO_SHORT,
  TOO_LONG,
  TOO_SMALL,
  TOO_LARGE,
  TOO_FEW,
  TOO_MANY,
  /// It has the right form, but names nothing that is there.
  NO_SUCH_THING,
  /// It has the right form, but cannot be so: a time that has not come, a place off the earth.
  IMPOSSIBLE
}
