package io.qianzhi.live;

/// Why the server ends a session, as the live protocol numbers it.
enum CloseCode {
  STOPPING(1001),
  TRY_AGAIN(1013),
  BAD_MESSAGE(4400),
  NOT_SIGNED_IN(4401),
  NO_HELLO(4408),
  REPLACED(4409),
  TOO_LARGE(4413),
  TOO_MANY(4429);

  private final short number;

  CloseCode(int number) {
    this.number = (short) number;
  }

  short number() {
    return number;
  }
}
