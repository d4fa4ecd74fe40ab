import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.QIANZHI_SERVER ?? "http://localhost:8080";

/** /field, /leader and /review are pages of their own, as the server serves them. */
const pageNames: Plugin = {
  name: "page-names",
  configureServer(dev) {
    dev.middlewares.use((request, _response, next) => {
      const page = /^\/(field|leader|review)\/?(\?.*)?$/.exec(request.url ?? "");
      if (page) request.url = `/${page[1]}.html${page[2] ?? ""}`;
      next();
    });
  },
};

export default defineConfig({
  appType: "mpa",
  resolve: { alias: { "@": at("src") } },
  plugins: [
    vue(),
    pageNames,
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/platform",
      filename: "sw.ts",
      outDir: at("../target/classes/web"),
      // Each phone page has a manifest file of its own in public/ and registers the worker for its own scope.
      manifest: false,
      injectRegister: false,
      injectManifest: {
        globPatterns: ["{field,leader}.html", "assets/*.{js,css}", "icons/*.{svg,png}"],
        globIgnores: ["assets/{index,maplibre,MapRoom,receipt,review}-*"],
        maximumFileSizeToCacheInBytes: 3_000_000,
      },
    }),
  ],
  worker: { format: "es" },
  build: {
    outDir: at("../target/classes/web"),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { index: at("index.html"), field: at("field.html"), leader: at("leader.html"), receipt: at("receipt.html"), review: at("review.html") },
      output: {
        codeSplitting: { groups: [{ name: "maplibre", test: /node_modules\/maplibre-gl/ }] },
      },
    },
  },
  server: {
    proxy: {
      "/api": server,
      "/live": { target: server, ws: true },
    },
  },
});
