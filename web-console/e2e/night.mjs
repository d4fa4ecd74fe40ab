// Plays a night at the real server: node night.mjs URL SCREENS. An operator, a responder, a duty chief and
// a leader, each in a window of their own; a screenshot of every scene.
import { by } from "./browser.mjs";
import { desk, phone, play, scene, see, shoot, window } from "./stage.mjs";

const elsewhere = { latitude: 51.18, longitude: 71.41 };
const engine = "消防云顶站-水罐1车";

async function dispatchAndFollow() {
  const crew = await window("/field", phone, "fire");
  await (await see(crew, "duty-on")).click();
  await see(crew, "duty-off");
  await shoot(crew, "field-on-duty");

  const operator = await window("/", desk, "operator");
  await see(operator, "queue-empty");
  await shoot(operator, "console-empty");

  // The whole call without the mouse.
  await operator.keyboard.press("n");
  await see(operator, "call-form");
  await operator.keyboard.type("火灾");
  await operator.keyboard.press("Enter");
  await operator.keyboard.type(`${scene.latitude}, ${scene.longitude}`);
  await (await see(operator, "call-place-option")).waitFor();
  await operator.keyboard.press("Enter");
  await see(operator, "call-located");
  await by(operator, "call-description").focus();
  await operator.keyboard.type("化工仓库冒烟,有刺激性气味");
  await shoot(operator, "console-call-form");
  await operator.keyboard.press("Control+Enter");
  await see(operator, "incident-panel");
  await operator.keyboard.press("r");
  await see(operator, "recommendation", engine);
  await shoot(operator, "console-recommendation");
  await operator.keyboard.press("Enter");
  await see(operator, `assignment-${engine}`);

  await see(crew, "next", "签收");
  await shoot(crew, "field-assignment");
  await by(crew, "next").click();
  await see(crew, "next", "出发");
  await see(operator, `assignment-${engine}`, "已签收");
  await shoot(operator, "console-acknowledged");

  // The tunnel: what is pressed is kept, and sent once the network is back.
  await crew.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await crew.context().setOffline(true);
  await by(crew, "next").click();
  await see(crew, "unsent");
  await shoot(crew, "field-no-network");
  // A battery that dies in the tunnel takes nothing with it.
  await crew.reload();
  await see(crew, "unsent");
  await see(crew, "next", "到场");
  await shoot(crew, "field-no-network-reloaded");
  await crew.context().setOffline(false);
  await see(operator, `assignment-${engine}`, "已出发");
  await see(crew, "next", "到场");
  await by(crew, "next").click();
  await see(operator, `assignment-${engine}`, "已到场");
  await shoot(operator, "console-on-scene");
  await shoot(crew, "field-on-scene");
  return { crew, operator };
}

async function planAndCommand({ crew, operator }) {
  await by(operator, "numbers-edit").click();
  await by(operator, "casualties-serious").fill("60");
  await by(operator, "numbers-save").click();
  await see(operator, "grade", "Ⅱ");

  const chief = await window("/", desk, "chief");
  await see(chief, "queue", "火灾");
  await chief.keyboard.press("j");
  await see(chief, "incident-panel");
  await by(chief, "tab-checklist").click();
  await see(chief, "response-start");
  await shoot(chief, "console-plan-proposed");
  await by(chief, "response-start").click();
  await by(operator, "tab-checklist").click();
  await see(operator, "checklist");
  await shoot(operator, "console-checklist");

  const leader = await window("/leader", phone, "mayor");
  await (await see(leader, "open-incident")).click();
  await see(leader, "waits");
  await shoot(leader, "leader-waiting");
  await (await see(leader, "sign-order")).click();
  await by(leader, "order-matter").fill("");
  await by(leader, "order-check").click();
  await see(leader, "error-matter");
  await shoot(leader, "leader-order-incomplete");
  await by(leader, "order-matter").fill("化工仓库火灾,启动应急响应");
  await by(leader, "order-check").click();
  await (await see(leader, "order-sign")).click();
  await see(leader, "order-signed");
  await shoot(leader, "leader-signed");

  await (await see(leader, "check-in-open")).click();
  await see(leader, "check-in-distance");
  await shoot(leader, "leader-check-in");
  await by(leader, "check-in-send").click();
  await (await see(leader, "request-command")).click();
  await see(leader, "request-waiting");
  await (await see(crew, "transfer-accept")).click();
  await by(leader, "briefing-open").click();
  await (await see(leader, "briefing")).evaluate((sheet) => sheet.parentElement.scrollTo(0, sheet.scrollHeight));
  await shoot(leader, "leader-briefing");
  await (await see(leader, "briefing-read")).click();
  await (await see(leader, "transfer-sign")).click();
  await see(leader, "commander-badge");
  await shoot(leader, "leader-in-command");
  await by(operator, "tab-command").click();
  await see(operator, "command", "陈志远");
  await shoot(operator, "console-in-command");
  return { chief, leader };
}

/** An order without the mouse, answered at the thumb; then everybody has to get out. */
async function orderAndWithdraw({ crew, operator, leader }) {
  await operator.keyboard.press("o");
  await see(operator, "order-form");
  await operator.keyboard.type(engine);
  await see(operator, "order-to-option", engine);
  await operator.keyboard.press("Enter");
  await operator.keyboard.type("关闭进料阀,设水幕掩护");
  await operator.keyboard.press("Control+Enter");
  await see(operator, "order-1");
  await see(crew, "order-ring");
  await shoot(crew, "field-order");
  await by(crew, "order-acknowledge").click();
  await see(operator, "order-1", "已签收");
  await shoot(operator, "console-order");

  await (await see(leader, "sound")).click();
  const box = await (await see(leader, "sound-hold")).boundingBox();
  await leader.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await leader.mouse.down();
  await see(crew, "withdrawal-alarm");
  await leader.mouse.up();
  await shoot(crew, "field-withdrawal");
  await by(crew, "withdrawal-seen").click();
  await see(crew, "withdrawal-on");
  await by(operator, "tab-command").click();
  await see(operator, "receipts", "全部确认撤离");
  await shoot(operator, "console-withdrawal");
}

/** What happens in another area is handed over, and both sides are told so. */
async function handOver(operator) {
  const hedong = await window("/", desk, "operator-hedong");
  await see(hedong, "queue-empty");
  await hedong.keyboard.press("n");
  await see(hedong, "call-form");
  await hedong.keyboard.type("火灾");
  await hedong.keyboard.press("Enter");
  await hedong.keyboard.type(`${elsewhere.latitude}, ${elsewhere.longitude}`);
  await (await see(hedong, "call-place-option")).waitFor();
  await hedong.keyboard.press("Enter");
  await see(hedong, "call-located");
  await hedong.keyboard.press("Control+Enter");
  await see(hedong, "handed-over", "林晓燕");
  await shoot(hedong, "console-handed-over");
  await see(operator, "queue", "проспект Женис");
  await (await see(operator, "my-notices")).click();
  await see(operator, "my-notice", "外区移交");
  await shoot(operator, "console-handed-over-to");
}

/** Under control: the chief proposes the end, an expert judges it, the mayor signs, and what comes after begins. */
async function endResponse({ operator, chief, leader }) {
  await operator.keyboard.press("Escape");
  await by(operator, "queue").getByText("проспект Абылай Хана").click();
  await (await see(operator, "state-controlled")).click();
  await (await see(chief, "change-end")).click();
  await by(chief, "change-reason").fill("明火已灭,监测数据正常");
  await by(chief, "change-send").click();
  await see(chief, "proposal", "终止");

  const expert = await window("/leader", phone, "expert");
  await (await see(expert, "wait-opinion")).click();
  await (await see(expert, "proposal-words")).fill("储罐温度正常,可以终止");
  await shoot(expert, "leader-opinion");
  await by(expert, "opinion-favour").click();
  await see(chief, "opinion", "可以终止");
  await shoot(chief, "console-proposal");

  await (await see(leader, "wait-proposal")).click();
  await see(leader, "proposal-sheet", "可以终止");
  await shoot(leader, "leader-proposal");
  await by(leader, "proposal-sign").click();
  await see(chief, "response-FIRE", "已终止");
  await shoot(chief, "console-response-ended");
}

/** Once everybody has left, closing is what the console shows next: a key and one confirmation. */
async function close({ crew, operator }) {
  await operator.keyboard.press("Escape");
  await (await see(crew, "next", "处置完毕")).click();
  await (await see(crew, "confirm-cleared")).click();
  await see(operator, "queue", "待办结");
  await by(operator, "queue").getByText("проспект Абылай Хана").click();
  await see(operator, "state-close", "C");
  await shoot(operator, "console-to-close");
  await operator.keyboard.press("c");
  await see(operator, "close-outcome");
  await operator.keyboard.press("Enter");
  await see(operator, "incident-panel", "已办结");
}

await play("", async () => {
  const { crew, operator } = await dispatchAndFollow();
  const { chief, leader } = await planAndCommand({ crew, operator });
  await orderAndWithdraw({ crew, operator, leader });
  await endResponse({ operator, chief, leader });
  await handOver(operator);
  await close({ crew, operator });
});
