// The picture of the README: see ./picture.

import { launch, open } from "./tests/support.mjs";

const [, , series, file] = process.argv;
const browser = await launch();
const { page } = await open(browser, `#/series?${new URLSearchParams({ id: series, window: "120" })}`, { viewport: { width: 1280, height: 860 }, colorScheme: "light" });
await page.locator(".charts canvas").first().waitFor();
await page.getByRole("button", { name: "Burn CPU" }).click();
await page.waitForTimeout(25_000);
await page.screenshot({ path: file });
await browser.close();
