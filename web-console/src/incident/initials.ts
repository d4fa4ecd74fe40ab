/**
 * First letters of Chinese words as they are typed on a keyboard: 火灾 → hz. Chinese sorts by its sound, so the
 * letter is found between the first characters of each; rare second readings are missed.
 */
const borders = "阿芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝";
const letters = "abcdefghjklmnopqrstwxyz";
const order = new Intl.Collator("zh-CN");

export function initials(text: string): string {
  let result = "";
  for (const character of text) {
    if (/[a-z0-9]/i.test(character)) result += character.toLowerCase();
    if (!/\p{Script=Han}/u.test(character)) continue;
    let at = letters.length - 1;
    while (at > 0 && order.compare(character, borders[at]!) < 0) at--;
    result += letters[at];
  }
  return result;
}
