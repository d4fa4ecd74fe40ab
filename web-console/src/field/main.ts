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
import { leaderWords } from "@/leader/words";
import { orderWords } from "@/order/words";
import { phoneProblemWords, phoneWords } from "@/phone/words";
import { planWords } from "@/plan/words";
import { registerPage } from "@/platform/pwa";
import { trackingWords } from "@/tracking/words";
import "@/platform/base.css";
import "@/platform/theme";
import FieldPage from "./FieldPage.vue";
import { fieldWords } from "./words";

addWords(
  platformWords, problemWords, faultWords, identityWords, incidentWords, dispatchWords, planWords, commandWords, groupWords, orderWords, alertWords,
  trackingWords, phoneWords, phoneProblemWords, leaderWords, fieldWords,
);
void registerPage("field");
createApp(FieldPage).use(i18n).mount("#app");
