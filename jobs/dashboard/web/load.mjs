// The page under load: 5,000 series, 10,000 verdicts a second. Run by jobs/dashboard/web/load, which starts the feeds.
//   arguments: seconds [playground command ...]

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const seconds = Number(process.argv[2]);
const playground = spawn(process.argv[3], process.argv.slice(4), { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: playground.stdout })[Symbol.asyncIterator]();
const say = async () => String((await lines.next()).value);
process.env.PAGE_URL = await say();
const { launch, open } = await import("./tests/support.mjs");

async function cost() {
  playground.stdin.write("\n");
  return JSON.parse(await say());
}

const browser = await launch();
const { page, complaints } = await open(browser);
const client = await page.context().newCDPSession(page);
await page.evaluate(() => {
  const longest = { overview: 0, series: 0 };
  Object.assign(window, { longest, here: "overview" });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      // @ts-ignore
      longest[window.here] = Math.max(longest[window.here], task.duration);
    }
  }).observe({ entryTypes: ["longtask"] });
});

async function heap() {
  await client.send("HeapProfiler.collectGarbage");
  return (await client.send("Runtime.getHeapUsage")).usedSize / 1e6;
}

await page.locator(".rows .row:not(.waiting)").first().waitFor();
// every series has filled its history, and the compilers have seen everything, after some minutes: memory is flat from there
const settle = Math.min(120, seconds / 3);
await page.waitForTimeout(settle * 1000);
await page.evaluate(() => Object.assign(/** @type {any} */ (window).longest, { overview: 0, series: 0 }));

const began = { at: Date.now(), cost: await cost(), heap: await heap() };
const heaps = [began.heap];
const steps = 10;
for (let step = 0; step < steps; step++) {
  const end = began.at + (((seconds - settle) * 1000) * (step + 1)) / steps;
  // half of the time in the list, scrolling; half of it in one series
  await page.evaluate(() => (location.hash = "#/"));
  await page.evaluate(() => (/** @type {any} */ (window).here = "overview"));
  while (Date.now() < end - ((seconds - settle) * 500) / steps) {
    await page.evaluate(() => document.querySelector(".rows")?.scrollBy(0, 4000 * (Math.random() - 0.45)));
    await page.waitForTimeout(500);
  }
  await page.evaluate(() => {
    /** @type {any} */ (window).here = "series";
    location.hash = document.querySelector(".rows .row:not(.waiting) a")?.getAttribute("href") ?? "#/";
  });
  await page.waitForTimeout(Math.max(1000, end - Date.now()));
  heaps.push(await heap());
}
const ended = { at: Date.now(), cost: await cost() };
const longest = await page.evaluate(() => /** @type {any} */ (window).longest);
const wall = (ended.at - began.at) / 1000;
const report = {
  seconds: Math.round(wall),
  verdictsPerSecond: Math.round((ended.cost.sent - began.cost.sent) / wall),
  longestTaskMillis: longest,
  pageHeapMegabytes: heaps.map((size) => Number(size.toFixed(1))),
  serverCores: Number(((ended.cost.cpuSeconds - began.cost.cpuSeconds) / wall).toFixed(3)),
  serverHeapMegabytes: [began.cost.heapBytes, ended.cost.heapBytes].map((size) => Math.round(size / 1e6)),
  complaints,
};
console.log(JSON.stringify(report, null, 2));
await browser.close();
playground.stdin.end();
await once(playground, "exit");
const ok = longest.overview < 100 && longest.series < 100 && complaints.length === 0;
console.log(ok ? "The page kept responding." : "The page did NOT keep responding within 100 ms.");
process.exit(ok ? 0 : 1);
