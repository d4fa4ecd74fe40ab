// From the call to the leader in command.
import { by } from "../browser.mjs";
import { fill, is, keep, other, press, reads, tab } from "../acts.mjs";
import { advance, desk, phone, scene, see, shoot, window } from "../stage.mjs";
import { ambulance, byRadio, engine, silent, tick } from "./steps.mjs";

export async function callAndDispatch() {
  // The ambulance's crew and another station's, without a phone: on duty by the operator's hand, told by radio.
  const operator = await other("operator");
  for (const unit of await operator.get("/api/units"))
    if ([ambulance, silent].includes(unit.callSign)) await operator.post(`/api/units/${unit.id}/duty`, { duty: "on_duty" });

  const crew = await window("/field", phone, "fire");
  await press(crew, "duty-on");
  await see(crew, "duty-off");

  const chief = await window("/", desk, "chief");
  await see(chief, "queue-empty");
  await chief.keyboard.press("n");
  await see(chief, "call-form");
  await chief.keyboard.type("危险化学品");
  await chief.keyboard.press("Enter");
  await chief.keyboard.type(`${scene.latitude}, ${scene.longitude}`);
  await see(chief, "call-place-option");
  await chief.keyboard.press("Enter");
  await see(chief, "call-located");
  await fill(chief, "call-description", "化工厂苯乙烯储罐起火，黄烟向东飘，有人呼吸困难倒地");
  await fill(chief, "casualties-trapped", "6");
  await fill(chief, "casualties-serious", "52");
  await shoot(chief, "call");
  await chief.keyboard.press("Control+Enter");
  await see(chief, "numbers", /6\s*被困\s*52\s*重伤/);
  await see(chief, "grade", "Ⅱ");
  await see(chief, "recommendation", engine);
  await shoot(chief, "recommendation");
  await chief.keyboard.press("Enter");
  await see(chief, `assignment-${engine}`);
  await see(crew, "next", "签收");
  await advance(0.5);
  await see(crew, "ring", /0[01]:\d\d/);
  await shoot(crew, "crew-called");
  await press(crew, "next");
  await see(crew, "next", "出发");
  await press(crew, "next");
  await see(crew, "next", "到场");
  await advance(3);
  await see(chief, `assignment-${ambulance}`, "未签收");
  await shoot(chief, "overdue");
  await press(chief, `menu-${silent}`);
  await press(chief, "set-cancelled");
  await press(chief, "cancel-confirm");
  await byRadio(chief, ambulance, "acknowledged");
  await byRadio(chief, ambulance, "en_route");
  await advance(2);
  await press(crew, "next");
  await see(chief, `assignment-${engine}`, "已到场");
  await byRadio(chief, ambulance, "on_scene");
  await shoot(chief, "on-scene");
  await tab(chief, "command");
  await see(chief, "command", "张鹏飞");
  return { crew, chief };
}

/** The plan that the type names is started; what is due first is done and those above are told. */
export async function planAndFirstReport({ chief }) {
  await tab(chief, "checklist");
  await see(chief, "response-HAZ", "危化品泄漏/火灾/爆炸");
  await see(chief, "response-HAZ", "二级响应");
  await press(chief, "response-start");
  await is(chief, "response-HAZ", "active");
  await is(chief, "step-B01", "done");
  await is(chief, "step-B05", "done");
  await reads(chief, "step-H01", "剩", 7, 9);
  await see(chief, "cordons", "初始隔离区");
  await shoot(chief, "plan-started");
  await tick(chief, "B02", { words: "已回拨，罐区东北角，坐标核实" });

  await tab(chief, "reports");
  await reads(chief, "report-clock-phone", "剩", 5, 9);
  await press(chief, "phone-report");
  await fill(chief, "phone-organisation", "省人民政府总值班室");
  await fill(chief, "phone-person", "王值班");
  await press(chief, "phone-save");
  await is(chief, "report-clock-phone", "met");
  await is(chief, "report-written", "draft");
  await see(chief, "report-text", "重伤 52");
  await shoot(chief, "first-report-draft");
  await press(chief, "report-sign");
  await press(chief, "report-confirm");
  await is(chief, "report-written", "signed");
  await see(chief, "report-written", /应指报〔\d{4}〕1号/);
  await press(chief, "report-send");
  await is(chief, "delivery-province", "received");
  await is(chief, "delivery-office", "sent");
  await see(chief, "delivery-province", "省总值班室 王值班");
  await is(chief, "report-clock-written", "met");
  await shoot(chief, "first-report-sent");
  await keep(chief, by(chief, "report-written"), "report-pdf", "haz-report.pdf");

  await tab(chief, "checklist");
  await is(chief, "step-B03", "done");
  await is(chief, "step-B09", "done");
  await tick(chief, "B04", { words: "街道、区政府、公安、急救均已签收" });
  await tick(chief, "H01", { number: 270 });
  await see(chief, "cordons", "下风向警戒区");
  await tick(chief, "H02", { words: "已切断进料，安全技术说明书、储罐清单已交现场" });
  await shoot(chief, "cordons-drawn");
}

/** The order with its four parts, the leader at the scene, command with both signatures. */
export async function takeCommand({ crew, chief }) {
  const leader = await window("/leader", phone, "mayor");
  await press(leader, "open-incident");
  await see(leader, "waits", "签发响应启动令");
  await shoot(leader, "leader-waits");
  await press(leader, "sign-order");
  await fill(leader, "order-matter", "苯乙烯储罐火灾应急处置");
  await press(leader, "order-level-2");
  await press(leader, "order-hours-24");
  await press(leader, "order-check");
  await shoot(leader, "leader-order");
  await press(leader, "order-sign");
  await see(leader, "order-signed", "陈志远");
  await see(chief, "response-HAZ", "启动令由 陈志远");
  await is(chief, "step-B06", "done");

  await press(leader, "check-in-open");
  await press(leader, "check-in-send");
  await press(leader, "request-command");
  await see(leader, "request-waiting", "张鹏飞");
  await press(crew, "transfer-accept");
  await press(leader, "briefing-open");
  await see(leader, "briefing", engine);
  await (await see(leader, "briefing")).evaluate((sheet) => sheet.parentElement.scrollTo(0, sheet.scrollHeight));
  await shoot(leader, "leader-briefing");
  await press(leader, "briefing-read");
  await press(leader, "transfer-sign");
  await see(leader, "commander-badge");
  await see(crew, "commander", "陈志远");
  return leader;
}
