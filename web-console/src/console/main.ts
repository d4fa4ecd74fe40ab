import { createApp } from "vue";
import { createPinia } from "pinia";
import { addWords, i18n } from "@/platform/i18n";
import { faultWords } from "@/platform/faults";
import { platformWords, problemWords } from "@/platform/words";
import { alertWords } from "@/alert/words";
import { commandWords } from "@/command/words";
import { dispatchWords } from "@/dispatch/words";
import { groupWords } from "@/group/words";
import { identityWords } from "@/identity/words";
import { callWords, incidentWords } from "@/incident/words";
import { orderWords } from "@/order/words";
import { planWords } from "@/plan/words";
import { releaseWords } from "@/release/words";
import { reportWords } from "@/report/words";
import { exerciseWords } from "@/exercise/words";
import { reviewWords } from "@/review/words";
import { timelineWords } from "@/timeline/words";
import { trackingWords } from "@/tracking/words";
import { unitWords } from "@/unit/words";
import "@/platform/base.css";
import "@/platform/theme";
import ConsolePage from "./ConsolePage.vue";
import { consoleWords } from "./words";

addWords(
  platformWords, problemWords, faultWords, identityWords, consoleWords, incidentWords, callWords, dispatchWords,
  unitWords, trackingWords, planWords, commandWords, groupWords, orderWords, reportWords, alertWords, timelineWords,
  releaseWords, reviewWords, exerciseWords,
);
createApp(ConsolePage).use(createPinia()).use(i18n).mount("#app");
