// A chemical fire from the call to the review: node haz.mjs URL SCREENS. Three people play, the duty chief at the
// console, a fire crew's leader and the mayor on their phones; the test behind stdout moves the server's clock.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { by } from "./browser.mjs";
import { advance, desk, opened, phone, play, scene, screens, see, shoot, url, window } from "./stage.mjs";

const engine = "消防云顶站-水罐1车";
const ambulance = "急救一站-监护1车";
const silent = "消防特勤站-侦检1车";

async function press(page, test, text) {
  await (await see(page, test, text)).click();
}

async function fill(page, test, value) {
  await (await see(page, test)).fill(value);
}

const inState = (page, test, state) => page.locator(`[data-test="${test}"][data-state="${state}"]`).first();

/** A clock says this and so many minutes: slow machines lose some on the way. */
async function reads(page, test, word, least, most) {
  const minutes = Array.from({ length: most - least + 1 }, (_, i) => String(least + i).padStart(2, "0")).join("|");
  await see(page, test, new RegExp(`${word} (${minutes}):\\d\\d`));
}

/** Something is shown in this state. */
async function is(page, test, state) {
  await inState(page, test, state).waitFor({ state: "visible" });
}

async function tab(page, name) {
  await press(page, `tab-${name}`);
}

/** Somebody who has no window here, over HTTP. */
async function other(username) {
  const call = async (method, path, body, token) => {
    const headers = { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${text}`);
    return text ? JSON.parse(text) : null;
  };
  const { accessToken } = await call("POST", "/api/session", { username, password: "qianzhi", device: `haz-${username}` });
  return { get: (path) => call("GET", path, undefined, accessToken), post: (path, body) => call("POST", path, body, accessToken) };
}

/** What a button fetches to print it, kept as a file on its way to the page. */
async function keep(page, part, test, name) {
  const pdf = await new Promise((done, fail) => {
    const take = async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response });
      return response.body();
    };
    page.route("**/pdf*", (route) => take(route).then(done, fail), { times: 1 }).then(() => press(part, test)).catch(fail);
  });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  writeFileSync(join(screens, name), pdf);
}

/** One of a list, by how its entry begins. */
async function choose(page, test, name) {
  const list = await see(page, test);
  await list.selectOption(await list.locator("option", { hasText: name }).first().getAttribute("value"));
}

/** What somebody at no window sees of the incident. */
async function incident(person) {
  const [{ id }] = await person.get("/api/incidents");
  return person.get(`/api/incidents/${id}`);
}

/** A department's leader, on a phone elsewhere, signs for the group he leads. */
async function signGroup(username, code) {
  const person = await other(username);
  const { groups } = await incident(person);
  await person.post(`/api/groups/${groups.find((group) => group.code === code).id}/acknowledgement`);
}

/** Somebody elsewhere does the step that is his. */
async function completeFor(username, code, evidence) {
  const person = await other(username);
  const { id, version } = (await incident(person)).steps.find((step) => step.code === code);
  await person.post(`/api/steps/${id}/completion`, { evidence, version });
}

/** The legal adviser, at no window here, confirms each point of privacy and law. */
async function checkLegal() {
  const adviser = await other("legal");
  const { legal } = await adviser.get("/api/releases/checklists");
  const { id, version } = (await incident(adviser)).releases.find(({ state }) => state === "legal_check");
  await adviser.post(`/api/releases/${id}/legal-check`, { decision: "passed", confirmed: legal.map((item) => item.id), version });
}

/** The expert, at no window here, agrees with what is proposed. */
async function judge(text) {
  const expert = await other("expert");
  const { id } = (await incident(expert)).proposals.find(({ state }) => state === "open");
  await expert.post(`/api/proposals/${id}/opinions`, { text, inFavour: true });
}

/** One step of the plan is ticked at the console with what it asks for. */
async function tick(chief, code, { number, words, photo, answer } = {}) {
  const row = inState(chief, `step-${code}`, "open");
  await row.locator(".head").click();
  if (answer) await row.locator(`[data-test="answer-${answer}"]`).click();
  if (number !== undefined) await row.locator('[data-test="evidence-number"]').fill(String(number));
  if (photo) {
    await row.locator('[data-test="evidence-photo"]').setInputFiles({ name: "map.png", mimeType: "image/png", buffer: photo });
    await row.locator('[data-test="photos"] img').waitFor();
  }
  if (words) await row.locator("textarea").fill(words);
  await row.locator(`[data-test="complete-${code}"]`).click();
  await is(chief, `step-${code}`, "done");
}

/** What a crew said by radio. */
async function byRadio(chief, unit, state) {
  await press(chief, `menu-${unit}`);
  await press(chief, `set-${state}`);
  await inState(chief, `assignment-${unit}`, state).waitFor({ state: "attached" });
}

async function callAndDispatch() {
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
async function planAndFirstReport({ chief }) {
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
async function takeCommand({ crew, chief }) {
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

/** From the post: groups, an order from its receipt to its verification, the count, everybody out and in again. */
async function commandTheScene({ crew, chief, leader }) {
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

/** Nobody did it in time: red, and who was told; then it is done with a photo, a number, a place, a choice. */
async function lateAndDone({ chief, leader }) {
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
async function decideAndFollowUp({ chief, leader }) {
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

/** What the public is told: checked by two, approved by a third, corrected. */
async function tellThePublic({ chief, leader }) {
  await advance(70);
  await tab(chief, "releases");
  await reads(chief, "release-clock-first_release", "剩", 30, 55);
  await press(chief, "release-draft");
  await see(chief, "release-body", "危险化学品事故");
  await press(chief, "release-edit");
  await fill(chief, "release-measures", "已划定警戒区，下风向居民已疏散安置，空气和水体正在监测。");
  await by(chief, "release-counts").check();
  await fill(chief, "release-dead", "2");
  await fill(chief, "release-injured", "80");
  await shoot(chief, "release-form");
  await press(chief, "release-save");
  await publish({ chief, leader }, 1);
  await is(chief, "release-clock-first_release", "met");

  const address = new URL(await (await see(chief, "release-url")).textContent());
  const stranger = await window(address.pathname, desk);
  await stranger.getByText("下风向居民已疏散安置").first().waitFor();
  await shoot(stranger, "public-page");

  await press(chief, "release-correct");
  await fill(chief, "release-reason", "受伤人数有误");
  await press(chief, "release-reason-confirm");
  await press(chief, "release-edit");
  await fill(chief, "release-injured", "83");
  await press(chief, "release-save");
  await publish({ chief, leader }, 2);
  // So long others may still hand on what was there before.
  await advance(0.1);
  await stranger.reload();
  await stranger.getByText("受伤人数有误").first().waitFor();
  await shoot(stranger, "public-correction");
  const feed = await (await fetch(`${url}${address.pathname}/feed.atom`)).text();
  assert.match(feed, /受伤人数有误[\s\S]*下风向居民已疏散安置/);
}

/** The draft goes through its two checks and the approval of somebody who did not write it. */
async function publish({ chief, leader }, number) {
  await press(chief, "release-submit");
  await is(chief, "release-open", "facts_check");
  await press(leader, "wait-release");
  for (const item of ["facts_verified", "counts_verified", "measures_real", "advice_safe"]) await by(leader, `check-${item}`).check();
  await press(leader, "release-pass");
  await is(chief, "release-open", "legal_check");
  await checkLegal();
  await is(chief, "release-open", "approval");
  await press(leader, "wait-release", "审批");
  await shoot(leader, "leader-release");
  await press(leader, "release-pass");
  await is(chief, `release-${number}`, "published");
}

/** Lower, then the end: proposed, judged by an expert who is elsewhere, signed; what comes after goes on. */
async function endTheResponse({ chief, leader }) {
  await tab(chief, "checklist");
  await press(chief, "change-lower");
  await fill(chief, "change-reason", "火势明显减弱，监测数据下降");
  await press(chief, "change-send");
  await judge("同意降为三级");
  await see(chief, "opinion", "同意降为三级");
  await press(leader, "wait-proposal");
  await shoot(leader, "leader-lower");
  await press(leader, "proposal-sign");
  await see(chief, "response-HAZ", "三级响应");

  await press(chief, "state-controlled");
  await press(chief, "change-end");
  await fill(chief, "change-reason", "明火已灭，罐体降至常温，监测数据正常");
  await press(chief, "change-send");
  await judge("监测连续正常，可以终止");
  await press(leader, "wait-proposal", "终止");
  await press(leader, "proposal-sign");
  await is(chief, "response-HAZ", "ended");
  await is(chief, "step-B18", "done");
  await shoot(chief, "response-ended");

  await press(leader, "wait-report", "签发终报");
  await see(leader, "report-text", "死亡 2");
  await shoot(leader, "leader-final-report");
  await press(leader, "report-sign");
  await tab(chief, "reports");
  const report = inState(chief, "report-final", "signed");
  await press(report, "report-send");
  await is(chief, "delivery-province", "received");
  await is(chief, "report-clock-final", "met");
}

/** Everybody leaves, the incident is closed, and the last report goes out. */
async function close({ crew, chief }) {
  await press(crew, "next", "处置完毕");
  await press(crew, "confirm-cleared");
  await tab(chief, "units");
  await byRadio(chief, ambulance, "cleared");
  await press(chief, "state-close");
  await see(chief, "close-outcome");
  await chief.keyboard.press("Enter");
  await see(chief, "incident-panel", "已办结");
  await see(chief, "incident-panel", "派出的力量都已结束任务");
  await tab(chief, "checklist");
  await press(chief, "lift-cordon");
  await by(chief, "cordons").getByText("初始隔离区").waitFor({ state: "detached" });
  await press(chief, "lift-cordon");
  await by(chief, "cordons").waitFor({ state: "detached" });
  await shoot(chief, "closed");
}

/** The night on the slider, the report after the action, and the proof that nobody touched the log. */
async function review({ chief }) {
  const past = await opened(chief, () => press(chief, "open-review"));
  await see(past, "proof", "记录完整");
  await see(past, "past-numbers", /0\s*死亡/);
  const slider = await see(past, "slider");
  const began = await (await see(past, "past-clock")).textContent();
  await past.keyboard.press(" ");
  await past.waitForFunction((began) => document.querySelector('[data-test="past-clock"]').textContent !== began, began);
  await past.keyboard.press(" ");
  await slider.fill(await slider.getAttribute("max"));
  await see(past, "past-numbers", /2\s*死亡/);
  await see(past, "past-commander", "陈志远");
  await see(past, "past-events", "签发响应终止令");
  await press(past, "tab-steps");
  await see(past, "past-steps", "监护燃烧");
  await shoot(past, "review-steps");
  await press(past, "tab-report");
  await see(past, "report", "H03 交通管制、救援通道");
  await see(past, "report", /侦检1车 派警签收\s*未办，已超 0\d:\d\d/);
  await shoot(past, "review-report");
  await fill(past, "finding-text", "交通管制晚了二十分钟");
  await fill(past, "finding-measure", "交警随首批力量同时调派");
  await fill(past, "finding-owner", "交警支队");
  await fill(past, "finding-due", "2099-12-31");
  await press(past, "finding-save");
  await see(past, "findings", "交警随首批力量同时调派");
  await fill(past, "review-summary", "指挥关系清楚，疏散及时；封控和续报迟于时限。");
  await press(past, "review-save");
  await press(past, "review-sign");
  await see(past, "review-signed", "周建国");
  await (await see(past, "review-signed")).scrollIntoViewIfNeeded();
  await shoot(past, "review-signed");
  await keep(past, past, "print-after-action", "haz-after-action.pdf");
  await keep(past, past, "print-ics-201", "haz-ics-201.pdf");
}

await play("haz-", async () => {
  const { crew, chief } = await callAndDispatch();
  await planAndFirstReport({ chief });
  const leader = await takeCommand({ crew, chief });
  await commandTheScene({ crew, chief, leader });
  await lateAndDone({ chief, leader });
  await decideAndFollowUp({ chief, leader });
  await tellThePublic({ chief, leader });
  await endTheResponse({ chief, leader });
  await close({ crew, chief });
  await review({ chief });
});
