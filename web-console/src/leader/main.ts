import { createApp } from "vue";
import { addWords, i18n } from "@/platform/i18n";
import { faultWords } from "@/platform/faults";
import { platformWords, problemWords } from "@/platform/words";
import { alertWords } from "@/alert/words";
import { commandWords } from "@/command/words";
import { dispatchWords } from "@/dispatch/words";
import { groupWords } from "@/group/words";
import { identityWords } from "@/identity/words";
import { incidentWords } from "@/incident/words";
import { orderWords } from "@/order/words";
import { phoneProblemWords, phoneWords } from "@/phone/words";
import { planWords } from "@/plan/words";
import { releaseWords } from "@/release/words";
import { reportWords } from "@/report/words";
import { registerPage } from "@/platform/pwa";
import { trackingWords } from "@/tracking/words";
import "@/platform/base.css";
import "@/platform/theme";
import LeaderPage from "./LeaderPage.vue";
import { leaderWords } from "./words";

addWords(
  platformWords, problemWords, faultWords, identityWords, incidentWords, dispatchWords, planWords, commandWords, groupWords, orderWords, alertWords,
  trackingWords, phoneWords, phoneProblemWords, releaseWords, reportWords, leaderWords,
);
void registerPage("leader");
createApp(LeaderPage).use(i18n).mount("#app");
