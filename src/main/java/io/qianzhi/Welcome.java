package io.qianzhi;

/// What the demo says when it is ready.
final class Welcome {
  private Welcome() {}

  static void print(Settings settings) {
    var url = settings.http().publicUrl();
    System.out.println(
        """

        Qianzhi 前指 is ready (演练 demo, all people and units are invented)

          %s          operator console    operator / qianzhi    duty chief: chief
          %s/field    responder's phone   fire / qianzhi        also fire2, ambulance, police
          %s/leader   leader's phone      mayor / qianzhi

        Try: sign in as operator, press N, type 火灾 and a street, Ctrl+Enter; R recommends units,
        Enter dispatches them. Open /field as fire in another window and go on duty first.
        Ctrl-C stops everything; data/ keeps what happened.
        """
            .formatted(url, url, url));
  }
}
