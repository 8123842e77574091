// A pdf of sixty pages and more with three hundred findings scrolls without visible delay.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checked, launch, open } from "./support/browser.mjs";
import { long } from "./support/material.mjs";
import { serve } from "./support/server.mjs";

const FINDINGS = 300;
const MOST_MS = 34;
/** The machine may be busy with other things: the best of so many runs counts. */
const RUNS = 3;
const path = long();

let server, browser, visit;

before(async () => {
  server = await serve();
  browser = await launch();
  visit = await open(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a long pdf with many findings scrolls smoothly", { skip: path ? false : "there is no long pdf without the folder of real documents" }, async () => {
  const { page } = visit;
  const address = await checked(page, [path]);
  await page.route(/\/documents\/1$/, (route) => (route.request().resourceType() === "document" ? route.continue() : withFindings(route)));
  await page.goto(`${address}/documents/1`);
  await page.locator("[data-finding='300']").waitFor();
  const pages = await page.locator("[data-page]").count();
  assert.ok(pages >= 60, `${pages} pages`);
  assert.ok((await page.locator("[data-test=body] button.mark").count()) > FINDINGS / 2);

  const looks = { pages: "版面", tables: "文字和表格" };
  for (const [look, name] of Object.entries(looks)) {
    await page.locator("label", { hasText: name }).click();
    await page.waitForTimeout(1500);
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS && best > MOST_MS; run += 1) {
      const { p50, p95, worst, frames } = await scrolled(page, "[data-test=body]");
      console.log(`${look}: ${pages} pages, ${FINDINGS} findings, ${frames} frames, p50 ${p50} ms, p95 ${p95} ms, worst ${worst} ms`);
      best = Math.min(best, p95);
    }
    assert.ok(best < MOST_MS, `95 % of frames take less than ${MOST_MS} ms`);
  }
  const { p95 } = await scrolled(page, "[data-test=side]");
  console.log(`list of findings: p95 ${p95} ms`);
});

/** The real answer with findings on three hundred of the document's own numbers. */
async function withFindings(route) {
  const answer = await route.fetch();
  const report = await answer.json();
  const content = await (await fetch(`${route.request().url()}/content`)).json();
  const cells = content.blocks.flatMap((block) => (block.rows ?? []).flat()).filter((cell) => cell.is_number && cell.text && cell.place.bbox);
  const model = report.findings[0];
  report.findings = Array.from({ length: FINDINGS }, (_, n) => {
    const { place, text } = cells[Math.floor((n * cells.length) / FINDINGS)];
    const related = [{ message: "同一行各栏之和=合计栏：相差1.00", place, path: null }];
    const values = { expected: "1690.75", actual: text, difference: "-1.00", scale: "万元" };
    return { ...model, ...values, id: n + 1, severity: ["error", "warning", "info"][n % 3], place: { ...place, text }, related, waived: null };
  });
  await route.fulfill({ response: answer, json: report });
}

/** Frame times while the wheel turns for four seconds. */
async function scrolled(page, selector) {
  const box = await page.locator(selector).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.ticking_ = requestAnimationFrame(tick);
    };
    window.ticking_ = requestAnimationFrame(tick);
  });
  for (let turn = 0; turn < 80; turn += 1) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(50);
  }
  const times = await page.evaluate(() => {
    cancelAnimationFrame(window.ticking_);
    return window.frames_.slice(1).sort((a, b) => a - b);
  });
  const at = (share) => Math.round(times[Math.floor(share * (times.length - 1))] * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), worst: at(1), frames: times.length };
}
