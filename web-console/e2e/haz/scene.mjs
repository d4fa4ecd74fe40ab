// At the scene: orders and counts, what gets worse, what is late, what is decided.
import { by } from "../browser.mjs";
import { choose, fill, is, press, reads, tab } from "../acts.mjs";
import { advance, desk, leave, see, shoot, window } from "../stage.mjs";
import { completeFor, judge, signFor, signGroup } from "./elsewhere.mjs";
import { ambulance, engine, tick } from "./steps.mjs";

/** From the post: groups, an order from its receipt to its verification, the count, everybody out and in again. */
export async function commandTheScene({ crew, chief, leader }) {
  await press(leader, "post-here");
  await fill(leader, "post-name", "厂区西门上风向");
  await press(leader, "post-set");
  await is(chief, "step-B07", "done");

  await press(leader, "wait-signature", "设现场指挥部");
  await press(leader, "sign-step");
  await see(chief, "step-B07", "陈志远 已签字");

  await press(leader, "groups-form");
  await see(leader, "choose-B");
  for (const code of ["C", "D", "E", "F", "H", "J", "K"]) await by(leader, `choose-${code}`).uncheck();
  await choose(leader, "lead-B", "张鹏飞");
  await shoot(leader, "leader-groups");
  await press(leader, "form-groups");
  await press(crew, "group-sign", "抢险救援组");
  for (const [username, code] of [["emergency", "A"], ["expert", "G"]]) await signGroup(username, code);
  await is(leader, "group-A", "acknowledged");
  await is(leader, "group-B", "acknowledged");
  await is(chief, "step-B10", "done");

  await press(leader, "agree");
  await choose(leader, "agree-officer", "张鹏飞");
  await press(leader, "signal-0");
  await shoot(leader, "leader-agree");
  await press(leader, "agree-save");
  await is(leader, "withdrawal", "agreed");
  await is(chief, "step-B11", "done");

  await press(leader, "new-order");
  await fill(leader, "new-order-text", "冷却相邻储罐，架设水幕");
  await press(leader, "to-unit");
  await press(leader, `choice-${engine}`);
  await shoot(leader, "leader-new-order");
  await press(leader, "new-order-send");
  await see(crew, "order-ring");
  await shoot(crew, "crew-order");
  await press(crew, "order-acknowledge");
  await is(leader, "given-1", "acknowledged");
  await press(crew, "order-feedback-1");
  await fill(crew, "words-text", "两支水枪已展开，相邻罐壁降温");
  await press(crew, "words-send");
  await tab(chief, "orders");
  await press(chief, "open-order-1");
  await see(chief, "feedback-line", "两支水枪");
  await press(crew, "order-complete-1");
  await fill(crew, "words-text", "水幕已形成");
  await press(crew, "words-send");
  await press(leader, "given-1", "已办结");
  await shoot(leader, "leader-order-done");
  await press(leader, "order-verify");
  await chief.getByText("已了结 1 条").click();
  await is(chief, "order-1", "verified");

  await press(leader, "muster-call");
  await press(crew, "muster-open");
  await press(crew, "muster-send");
  await tab(chief, "command");
  await is(chief, `muster-${engine}`, "present");
  await press(chief, `answer-${ambulance}`);
  await press(chief, "muster-answer");
  await is(chief, `muster-${ambulance}`, "present");
  await press(leader, "muster-open");
  await press(leader, "muster-send");
  await is(chief, "muster", "complete");
  await see(chief, "muster", "10/10");
  await shoot(chief, "muster");

  await press(leader, "sound");
  await fill(leader, "sound-reason", "储罐焊缝开裂，有爆炸危险");
  const box = await (await see(leader, "sound-hold")).boundingBox();
  await leader.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await leader.mouse.down();
  await see(crew, "withdrawal-alarm", "储罐焊缝开裂");
  await leader.mouse.up();
  await shoot(crew, "crew-withdrawal");
  await press(crew, "withdrawal-seen");
  await see(crew, "withdrawal-on");
  await is(chief, "withdrawal", "given");
  await see(chief, "receipts", "全部确认撤离");
  await shoot(chief, "withdrawal");
  await press(leader, "lift");
  await press(leader, "lift-confirm");
  await is(chief, "withdrawal", "agreed");
}

/** It gets worse before an expert has spoken: raised at once, with the reason in writing; he is heard afterwards. */
export async function raise({ chief, leader }) {
  await tab(chief, "checklist");
  await press(chief, "change-raise");
  await fill(chief, "change-reason", "储罐焊缝开裂，火势可能蔓延至相邻罐区");
  await press(chief, "change-send");
  await press(leader, "wait-proposal", "升为一级响应");
  await fill(leader, "proposal-words", "储罐随时可能爆炸，等不及专家意见");
  await shoot(leader, "leader-raise");
  await press(leader, "proposal-sign");
  await see(chief, "urgent", "等不及专家意见");
  await signFor("secretary");
  await see(chief, "response-HAZ", "一级响应");
  await judge("同意提级，相邻储罐已受热");
  await see(chief, "opinion", "相邻储罐已受热");
  await is(chief, "step-B17", "done");
  await shoot(chief, "raised");
}

/** What the plan does not foresee is added on the spot; a step is given to somebody else, and taken back. */
export async function arrange({ chief, leader }) {
  await press(chief, "add-step");
  await fill(chief, "add-title", "安置点送去棉被和热食");
  await choose(chief, "add-role", "民政");
  await fill(chief, "add-minutes", "60");
  await shoot(chief, "step-form");
  await press(chief, "add-step-send");
  await see(chief, "step-X01", "黄明辉");

  await press(leader, "open-H07");
  await press(leader, "delegate-step");
  await fill(leader, "delegate-to", "应急管理局");
  await press(leader, "delegate-to-option", "杜永红");
  await fill(leader, "change-words", "监测车未到，先用便携仪测");
  await shoot(leader, "leader-delegate");
  await press(leader, "change-step");
  await see(leader, "step-marks", "替陈丽娟办理");
  await press(leader, "sheet-close");
  const row = await see(chief, "step-H07", "受陈志远委托");
  await row.locator(".head").click();
  await row.scrollIntoViewIfNeeded();
  await shoot(chief, "step-delegated");
  await press(row, "take-step-back");
  await see(chief, "step-H07", "陈丽娟");
  await row.locator(".head").click();
}

/** Nobody did it in time: red, and who was told; then it is done with a photo, a number, a place, a choice. */
export async function lateAndDone({ chief, leader }) {
  await tab(chief, "orders");
  await chief.keyboard.press("o");
  await see(chief, "order-form");
  await chief.keyboard.type(ambulance);
  await see(chief, "order-to-option", ambulance);
  await chief.keyboard.press("Enter");
  await chief.keyboard.type("伤员检伤分类后送三家医院");
  await chief.keyboard.press("Control+Enter");
  await see(chief, "order-2");
  const photo = await chief.screenshot();
  await advance(40);
  await see(chief, "order-2", "已报督办");
  await shoot(chief, "order-escalated");
  const order = by(chief, "order-2");
  await press(order, "order-acknowledge");
  await press(order, "order-complete");
  await fill(order, "order-words", "58 人已送三家医院");
  await press(order, "order-send");
  // Whoever said that it is done does not verify it, too.
  await press(leader, "given-2", "已办结");
  await press(leader, "order-verify");
  await tab(chief, "checklist");
  await reads(chief, "step-H03", "逾期", 20, 29);
  await see(chief, "response-HAZ", "逾期 2");
  await by(chief, "step-H03").scrollIntoViewIfNeeded();
  await shoot(chief, "overdue-steps");
  await press(chief, "left-supervision");
  await see(chief, "supervised-H03", "已提醒责任人：夏春生");
  await see(chief, "supervised-H03", "已提醒上级：吕国平");
  await shoot(chief, "supervision");
  await press(chief, "left-incidents");
  await tick(chief, "H03", { photo, words: "三个路口封控" });
  await see(chief, "step-H03", "晚于期限");
  await tick(chief, "H04", { words: "苯乙烯 120 ppm，重危区 150 米" });
  await press(leader, "wait-signature", "下风向疏散令");
  await fill(leader, "order-words", "下风向 1 公里居民向西疏散至体育馆");
  await shoot(leader, "leader-evacuation");
  await press(leader, "sign-step");
  await is(chief, "step-H05", "done");
  await tick(chief, "H06", { number: 58 });
  await tick(chief, "H07", { words: "厂界下风向苯乙烯 0.8 mg/m³，雨排口已封堵" });
  const hotline = by(chief, "step-B16");
  await hotline.locator(".head").click();
  await press(hotline, "skip-step");
  await fill(hotline, "change-words", "由民政局在发布会上统一公布");
  await press(hotline, "change-step");
  await is(chief, "step-B16", "skipped");
  await shoot(chief, "steps-done");
}

/** The conference and the decision, then the next report: only what has changed, and late for ever. */
export async function decideAndFollowUp({ chief, leader }) {
  // The expert is in the conference, at no window here.
  await completeFor("expert", "H08", "相邻储罐有连锁爆炸可能，专家组建议监护燃烧");
  await press(leader, "wait-signature", "首次会商");
  await press(leader, "sign-step");
  await fill(leader, "evidence", "现场方案第一版，参会 9 人");
  await by(leader, "evidence-here").check();
  await press(leader, "complete-step");
  await is(chief, "step-B12", "done");
  await press(leader, "wait-signature", "监护燃烧");
  await press(leader, "sign-step");
  await press(leader, "answer-hold");
  await fill(leader, "evidence", "不强攻，冷却相邻储罐至燃尽");
  await shoot(leader, "leader-decision");
  await press(leader, "complete-step");
  await is(chief, "step-H09", "done");

  await press(chief, "numbers-edit");
  await fill(chief, "casualties-dead", "2");
  await fill(chief, "casualties-trapped", "0");
  await fill(chief, "casualties-light", "31");
  await press(chief, "numbers-save");
  await see(chief, "numbers", /2\s*死亡/);
  await advance(136);
  await tab(chief, "reports");
  await see(chief, "report-clock-follow_up", "已迟报");
  await press(chief, "report-refresh");
  await press(chief, "report-confirm");
  await see(chief, "changed", "人员伤亡");
  await shoot(chief, "follow-up-late");
  await press(chief, "report-sign");
  await press(chief, "report-confirm");
  await is(chief, "report-follow_up", "signed");
  await press(chief, "report-send");
  await is(chief, "delivery-province", "received");
  await see(chief, "report-clock-follow_up", "迟报");
  await shoot(chief, "follow-up-sent");
}

/** What was added nobody has done: the clock told the owner, who stands above and the supervisor, who urges it. */
export async function supervise({ chief }) {
  const supervisor = await window("/", desk, "supervisor");
  await press(supervisor, "left-supervision");
  const row = await see(supervisor, "supervised-X01", "已提醒督查：郑立新");
  await fill(row, "remark-words", "半小时内送到，报送达人数");
  await press(row, "remark-send");
  await see(row, "remark", "半小时内送到");
  await shoot(supervisor, "supervisors-list");
  await tab(chief, "checklist");
  await tick(chief, "X01", { words: "棉被 300 条、热食 420 份已送达" });
  await see(chief, "step-X01", "晚于期限");
  await leave(supervisor);
}
