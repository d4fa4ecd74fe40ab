// A chemical fire from the call to the review: node haz.mjs URL SCREENS. The duty chief plays at the console, a fire
// crew's leader and the mayor on their phones, and a supervisor looks in; the test behind stdout moves the clock.
import { callAndDispatch, planAndFirstReport, takeCommand } from "./haz/begin.mjs";
import { close, endTheResponse, review, tellThePublic } from "./haz/end.mjs";
import { arrange, commandTheScene, decideAndFollowUp, lateAndDone, raise, supervise } from "./haz/scene.mjs";
import { play } from "./stage.mjs";

await play("haz-", async () => {
  const { crew, chief } = await callAndDispatch();
  await planAndFirstReport({ chief });
  const leader = await takeCommand({ crew, chief });
  await commandTheScene({ crew, chief, leader });
  await raise({ chief, leader });
  await arrange({ chief, leader });
  await lateAndDone({ chief, leader });
  await decideAndFollowUp({ chief, leader });
  await supervise({ chief });
  await tellThePublic({ chief, leader });
  await endTheResponse({ chief, leader });
  await close({ crew, chief });
  await review({ chief });
});
