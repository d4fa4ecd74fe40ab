package io.qianzhi.command.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qianzhi.platform.config.Config;
import io.qianzhi.platform.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What must not become public, in the ways people write it.
class DisclosureTest {
  private static final List<String> CALLERS = List.of("+86 139-1234-5678", "0999 6123456", "110");
  private final Disclosure disclosure =
      new Disclosure(ReleaseRules.load(new Config(Path.of("conf"))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "联系人电话13800001111。",
        "138-0000-1111",
        "138 0000 1111",
        "1 3 8 0 0 0 0 1 1 1 1",
        "１３８００００１１１１",
        "一三八零零零零一一一一",
        "幺三八〇〇〇〇幺幺幺幺",
        "+8613800001111",
        "于2026-11-22 13800001111报警",
        "138\u200b00001111",
        "座机 0571-88991234",
        "（0571）88991234",
        "身份证11010119900307775X",
        "身份证 110101 19900307 7758",
        "拨打6123456联系",
        "139 1234 5678"
      })
  void aNumberOfAPersonIsFoundHoweverItIsWritten(String text) {
    assertThatThrownBy(() -> disclosure.requireNoNumbers(List.of("平安", text), CALLERS))
        .isInstanceOf(Problem.class)
        .hasMessageNotContaining("138")
        .extracting(problem -> ((Problem) problem).code())
        .isEqualTo("number_in_release");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11月22日14时05分许",
        "2026-11-22 14:05，已疏散1200人，出动23车、126人",
        "请拨打12345或110",
        "二〇二六年十一月二十二日十四时",
        "经济损失约1350万元",
        "东经120.654321，北纬30.123456",
        "第1号、第2号、第3号通报，编号20261122-0007"
      })
  void timesAmountsAndPublicNumbersMayStand(String text) {
    disclosure.requireNoNumbers(List.of(text), CALLERS);
    assertThat(disclosure.warnings(List.of(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"原因正在调查", "将追究责任", "王某某"})
  void wordsOfCauseBlameAndNamesAskForASecondLook(String text) {
    assertThat(disclosure.warnings(List.of(text))).isNotEmpty();
  }
}
