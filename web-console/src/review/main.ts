import { createApp } from "vue";
import { alertWords } from "@/alert/words";
import { commandWords } from "@/command/words";
import { consoleWords } from "@/console/words";
import { dispatchWords } from "@/dispatch/words";
import { identityWords } from "@/identity/words";
import { incidentWords } from "@/incident/words";
import { orderWords } from "@/order/words";
import { planWords } from "@/plan/words";
import { addWords, i18n } from "@/platform/i18n";
import { faultWords } from "@/platform/faults";
import { platformWords, problemWords } from "@/platform/words";
import { reportWords } from "@/report/words";
import { timelineWords } from "@/timeline/words";
import { trackingWords } from "@/tracking/words";
import { unitWords } from "@/unit/words";
import "@/platform/base.css";
import "@/platform/theme";
import ReviewPage from "./ReviewPage.vue";
import { reviewWords } from "./words";

addWords(
  platformWords, problemWords, faultWords, identityWords, consoleWords, incidentWords, dispatchWords, unitWords, trackingWords,
  planWords, commandWords, orderWords, reportWords, alertWords, timelineWords, reviewWords,
);
createApp(ReviewPage).use(i18n).mount("#app");
