// What the public is told, the end, and the night once more on the slider.
import assert from "node:assert/strict";
import { by } from "../browser.mjs";
import { fill, inState, is, keep, press, reads, tab } from "../acts.mjs";
import { advance, desk, opened, see, shoot, url, window } from "../stage.mjs";
import { checkLegal, judge } from "./elsewhere.mjs";
import { ambulance, byRadio } from "./steps.mjs";

/** What the public is told: checked by two, approved by a third, corrected. */
export async function tellThePublic({ chief, leader }) {
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
export async function endTheResponse({ chief, leader }) {
  await tab(chief, "checklist");
  await press(chief, "change-lower");
  await (await see(chief, "change-level")).selectOption("3");
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
export async function close({ crew, chief }) {
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
export async function review({ chief }) {
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
