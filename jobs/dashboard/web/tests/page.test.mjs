// What a user does, in a real browser, over the made-up feeds of dev.undercurrent.it.Playground.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, open, shoot } from "./support.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const rows = ".rows .row:not(.group):not(.waiting)";

/** @param {import("playwright-core").Page} page */
const rendered = (page) => page.locator(rows).first().waitFor();

test("a user finds a series, opens it, causes an anomaly, sees it, and opens the incident", async () => {
  const { page, complaints, close } = await open(browser);
  await rendered(page);
  assert.match(await page.locator(".tools .soft").innerText(), /^\d+ series$/);
  // the button disturbs the series with the highest number
  const names = await page.evaluate(async () => {
    const answer = await (await fetch("/api/v1/series?search=machine&limit=500")).json();
    return answer.series.map((/** @type {{series: string}} */ row) => row.series);
  });
  const last = Math.max(...names.map((/** @type {string} */ name) => Number(name.match(/machine-(\d+)/)?.[1])));
  const name = `site-${last % 7}/machine-${String(last).padStart(4, "0")}/temp`;

  await page.getByRole("searchbox", { name: "Search series" }).fill(`MACHINE-${String(last).padStart(4, "0")}`);
  await page.waitForFunction((row) => document.querySelectorAll(row).length === 1, rows);
  await shoot(page, "search");
  await page.getByRole("grid").getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.locator(".charts canvas").first().waitFor();

  const began = Date.now();
  await page.getByRole("button", { name: "Cause an anomaly" }).click();
  await page.locator(".heading .state.open").waitFor({ timeout: 10_000 });
  console.log(`# the incident was on the page ${Date.now() - began} ms after the button`);
  await page.locator(".latest .card.alarming").first().waitFor();
  const told = await page.locator(".latest .card p").first().innerText();
  assert.match(told, /^(The value|Channel \d) rose to .* where .* to .* was expected, (about as rare as one in \d|rarer than one in a trillion)/);
  await shoot(page, "series-anomaly");

  await page.getByRole("link", { name: "Incidents" }).click();
  await page.locator("table.incidents").getByRole("link", { name }).first().click();
  await page.locator(".charts canvas").first().waitFor();
  assert.match(page.url(), /from=\d+&to=\d+/);
  assert.equal(await page.locator(".tools .strong").innerText(), "▶ Live");
  await shoot(page, "incident");
  assert.deepEqual(complaints, []);
  await close();
});

test("the keyboard alone leads from the list into a series, through time, and to the other views", async () => {
  const { page, complaints, close } = await open(browser);
  await rendered(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to content");
  for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.classList.contains("name"))); i++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  const name = await page.evaluate(() => document.activeElement?.textContent);
  assert.ok(name && (await page.evaluate(() => document.activeElement?.classList.contains("name"))), "a row has the focus");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  await page.locator(".charts canvas").first().waitFor();
  for (let i = 0; i < 30 && !(await page.evaluate(() => document.activeElement?.classList.contains("charts"))); i++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press(" ");
  await page.waitForURL(/from=/);
  const from = (/** @type {string} */ url) => Number(new URLSearchParams(url.split("?")[1]).get("from"));
  const before = from(page.url());
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction((url) => location.href !== url, page.url());
  assert.ok(from(page.url()) < before, "left is earlier");
  await page.keyboard.press("+");
  await page.keyboard.press("End");
  await page.waitForURL(/window=/);
  for (const [key, title] of [["2", "Incidents"], ["3", "Logs"], ["4", "Pipeline"], ["1", "Overview"]]) {
    await page.keyboard.press(`Alt+${key}`);
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
  }
  assert.deepEqual(complaints, []);
  await close();
});

test("a link leads back to the same stretch of time", async () => {
  const { page, complaints, close } = await open(browser);
  await rendered(page);
  await page.locator(`${rows} a`).first().click();
  await page.locator(".charts canvas").first().waitFor();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.waitForURL(/from=\d+&to=\d+/);
  const link = page.url();
  const second = await browser.newPage();
  await second.goto(link);
  await second.locator(".charts canvas").first().waitFor();
  assert.equal(await second.getByLabel("Jump to").inputValue(), await page.getByLabel("Jump to").inputValue());
  assert.equal(second.url(), link);
  assert.deepEqual(complaints, []);
  await close();
});

test("the theme changes, is kept, and colours stay readable", async () => {
  const { page, complaints, close } = await open(browser, "", { colorScheme: "light" });
  await rendered(page);
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  const button = page.locator("#theme");
  await button.click();
  assert.match(await button.innerText(), /light/);
  await button.click();
  assert.match(await button.innerText(), /dark/);
  assert.notEqual(await ground(), light);
  await page.reload();
  await rendered(page);
  assert.match(await button.innerText(), /dark/);
  assert.deepEqual(complaints, []);
  await close();
});

test("series group by a part of their key", async () => {
  const { page, complaints, close } = await open(browser);
  await rendered(page);
  await page.getByLabel("Group by").selectOption("0");
  await page.locator(".row.group", { hasText: "site-" }).first().waitFor();
  await page.getByLabel("Sort by").selectOption("name");
  await page.waitForURL(/group=0/);
  assert.deepEqual(complaints, []);
  await close();
});

test("names and records that mean harm are text and nothing else", async () => {
  const { page, complaints, close } = await open(browser);
  await rendered(page);
  for (const [search, seen] of [["onerror", '<img src=x onerror="window.pwned=1">'], ["<script>", '"><script>window.pwned=1</script>'], ["javascript:", "javascript:window.pwned=1"], ["gnirts", "·gnirts··"], ["constructor", "{{constructor"]]) {
    await page.getByRole("searchbox", { name: "Search series" }).fill(search);
    await page.locator(rows, { hasText: seen }).first().waitFor();
  }
  for (const id of ["..", "a/../../etc/passwd", "%2e%2e/%00?#&=;", '<img src=x onerror="window.pwned=1">', "\u202Egnirts\u0000\u200B"]) {
    await page.evaluate((series) => (location.hash = `#/series?${new URLSearchParams({ id: series })}`), id);
    await page.locator(".charts canvas").first().waitFor();
    assert.equal(await page.locator(".heading h1").evaluate((h1) => h1.childElementCount), 0);
    const answer = await page.evaluate(async (series) => (await (await fetch(`/api/v1/history?${new URLSearchParams({ series })}`)).json()).series, id);
    assert.equal(answer, id);
  }
  await page.getByRole("button", { name: "Cause an anomaly" }).click();
  await page.getByRole("link", { name: "Incidents" }).click();
  await page.locator("table.incidents", { hasText: "<img src=x" }).waitFor();
  await page.getByRole("link", { name: "Pipeline" }).click();
  await page.locator("table", { hasText: "<b onclick=window.pwned=1>no JSON</b>" }).waitFor();
  await page.locator("td.preview", { hasText: "<script>window.pwned=1</script>··" }).first().waitFor();
  await page.getByRole("link", { name: "Logs" }).click();
  await page.getByLabel("rarer than one in a thousand").check();
  await page.locator("table.lines .line", { hasText: "panic: </td><script>window.pwned=1</script>··[31m <img" }).first().waitFor();
  await page.locator("table.lines", { hasText: "never seen before" }).waitFor();
  await page.locator("table.lines .expected", { hasText: "74 % request <*> took <*> ms" }).first().waitFor();
  await page.locator("table.lines .expected", { hasText: "rank 217" }).first().waitFor();
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).pwned), undefined);
  // and were it markup, the page's policy would stop it
  const stopped = await page.evaluate(() => {
    try {
      document.body.innerHTML = "<b>no</b>";
      return false;
    } catch (error) {
      return error instanceof TypeError;
    }
  });
  assert.ok(stopped, "setting markup is forbidden");
  assert.deepEqual(complaints.filter((text) => !text.includes("TrustedHTML")), []);
  await close();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const [width, height] of [[390, 844], [1280, 800], [2560, 1300]]) {
    test(`every view is accessible and fits at ${width} pixels, ${colorScheme}`, async () => {
      const { page, complaints, close } = await open(browser, "", { colorScheme, viewport: { width, height } });
      await rendered(page);
      const series = await page.locator(`${rows} a`).last().getAttribute("href");
      for (const [name, hash] of [["overview", "#/"], ["series", series ?? ""], ["incidents", "#/incidents"], ["logs", "#/logs"], ["pipeline", "#/pipeline"]]) {
        await page.evaluate((to) => (location.hash = to), hash);
        await page.waitForTimeout(1200);
        assert.deepEqual(await axe(page), [], `${name} at ${width} ${colorScheme}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${name} is ${wide} pixels wider than the window`);
        await shoot(page, `${name}-${width}-${colorScheme}`);
      }
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}
