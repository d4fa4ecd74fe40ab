import { expect, test } from "vitest";
import { addressOf, notificationOf, pageOf } from "./notification";

const pushed = { noticeId: "n-1", title: "二级响应已启动：危化品泄漏", body: "北河路 128 号", urgency: "high", drill: false } as const;

test("an urgent notice stays until touched, and a repeated one replaces itself aloud", () => {
  const { title, options } = notificationOf(pushed, "leader");
  expect(title).toBe("二级响应已启动：危化品泄漏");
  expect(options).toMatchObject({ body: "北河路 128 号", tag: "n-1", renotify: true, requireInteraction: true, data: { noticeId: "n-1" } });
});

test.each([
  [true, "二级响应已启动", "【演练】二级响应已启动"],
  [true, "【演练】二级响应已启动", "【演练】二级响应已启动"],
  [false, "二级响应已启动", "二级响应已启动"],
])("drill %s: %s is shown as %s", (drill, title, shown) => {
  expect(notificationOf({ ...pushed, title, drill }, "field").title).toBe(shown);
});

test("touching it opens its notice on the page it was pushed to", () => {
  expect(pageOf("https://city.example/leader")).toBe("leader");
  expect(pageOf("https://city.example/field")).toBe("field");
  expect(addressOf("n-1", "leader")).toBe("/leader?notice=n-1");
  expect(addressOf(undefined, "field")).toBe("/field");
});
