package io.qianzhi;

/// Starts Qianzhi.
public final class Main {
  private Main() {}

  static void main(String[] args) {
    System.out.println("Qianzhi on Java " + Runtime.version());
  }
}
