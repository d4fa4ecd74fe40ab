// Builds the console into ../target/classes/web and brings the demo city's map data and the fonts of printed pages
// beside it.
// `node build.mjs` does only what changed inputs ask for; `node build.mjs check` also type-checks and runs the unit tests.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const target = join(root, "target");
const site = join(target, "classes", "web");
const city = join(target, "classes", "demo-city");
const contract = join(root, "src", "main", "resources", "openapi.yaml");
const lock = join(here, "package-lock.json");
const notInputs = new Set(["node_modules", "generated", "dev-dist"]);

function fail(sentence) {
  console.error(`console: ${sentence}`);
  process.exit(1);
}

function run(command, args, what) {
  const env = { ...process.env, NODE_ENV: "" };
  delete env.NODE_ENV;
  const done = spawnSync(command, args, { cwd: here, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", env });
  if (done.error?.code === "ENOENT") fail(`${command} was not found; install Node.js 20.19 or newer together with npm.`);
  if (done.status !== 0) {
    process.stderr.write((done.stdout + done.stderr).split("\n").slice(0, 60).join("\n") + "\n");
    fail(`${what} failed; the lines above say why.`);
  }
  return done.stdout;
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notInputs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files.toSorted()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

/** Runs the work only when the stamp does not already hold this hash. */
function onceFor(stamp, hash, sentence, work) {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  console.log(`console: ${sentence} …`);
  const began = Date.now();
  rmSync(stamp, { force: true });
  work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  console.log(`console: ${sentence}, done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node.js ${process.versions.node} is too old; install Node.js 20.19 or newer.`);

const vite = (name) => join(here, "node_modules", ...name);

onceFor(join(here, "node_modules", ".lock-hash"), hashOf([lock]), "installing packages", () =>
  run("npm", ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"], "npm ci"),
);

onceFor(join(target, "fonts.hash"), hashOf([lock, fileURLToPath(import.meta.url)]), "copying the fonts of printed pages", () => {
  const fonts = join(target, "classes", "fonts");
  rmSync(fonts, { recursive: true, force: true });
  mkdirSync(fonts, { recursive: true });
  for (const [family, name] of [["noto-sans-sc", "NotoSansSC"], ["noto-sans", "NotoSans"]]) {
    const source = join(here, "node_modules", "@expo-google-fonts", family);
    for (const weight of ["400Regular", "700Bold"])
      cpSync(join(source, weight, `${name}_${weight}.ttf`), join(fonts, `${family}-${parseInt(weight)}.ttf`));
    cpSync(join(source, "LICENSE_FONT"), join(fonts, `${family}.LICENSE`));
  }
});

if (!existsSync(contract)) fail(`the contract ${contract} is missing; check out the whole repository.`);
const files = [...filesIn(here), contract];
const isTest = (file) => file.endsWith(".test.ts") || file.endsWith("vitest.config.ts");

onceFor(join(target, "console.hash"), hashOf(files.filter((file) => !isTest(file))), "building the pages", () => {
  run(process.execPath, [join(here, "contract.mjs")], "generating types from the contract");
  run(process.execPath, [vite(["vite", "bin", "vite.js"]), "build", "--logLevel", "warn"], "vite build");
  for (const file of ["swagger-ui.css", "swagger-ui-bundle.js"])
    cpSync(join(here, "node_modules", "swagger-ui-dist", file), join(site, "api-docs", file));
  const tiles = join(here, "node_modules", "@mapbox", "mvt-fixtures", "real-world", "osm-qa-astana");
  mkdirSync(city, { recursive: true });
  for (const tile of readdirSync(tiles).filter((name) => name.endsWith(".mvt"))) cpSync(join(tiles, tile), join(city, tile));
});
if (!existsSync(join(site, "index.html"))) {
  rmSync(join(target, "console.hash"), { force: true });
  fail("the built pages are gone from target/classes/web; run the same command once more.");
}

if (process.argv[2] === "check") {
  onceFor(join(target, "console-check.hash"), hashOf(files), "checking types and running unit tests", () => {
    run(process.execPath, [vite(["vue-tsc", "bin", "vue-tsc.js"]), "--noEmit"], "the type check");
    process.stdout.write(run(process.execPath, [vite(["vitest", "vitest.mjs"]), "run"], "the unit tests"));
  });
}
