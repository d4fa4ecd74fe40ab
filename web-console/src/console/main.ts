import { createApp } from "vue";
import { createPinia } from "pinia";
import { addWords, i18n } from "@/platform/i18n";
import { platformWords, problemWords } from "@/platform/words";
import { identityWords } from "@/identity/words";
import "@/platform/base.css";
import "@/platform/theme";
import ConsolePage from "./ConsolePage.vue";

addWords(platformWords, problemWords, identityWords);
createApp(ConsolePage).use(createPinia()).use(i18n).mount("#app");
