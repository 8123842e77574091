// What an inspector does from the first drop to the sheet in hand.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import readSheet from "read-excel-file/node";
import { checked, drop, launch, open } from "./support/browser.mjs";
import { documents } from "./support/material.mjs";
import { serve } from "./support/server.mjs";

let server, browser, visit, address;

before(async () => {
  server = await serve();
  browser = await launch();
  visit = await open(browser, server.address);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("files are dropped, progress is shown, all are listed", async () => {
  const { page } = visit;
  const seen = page.locator("[role=progressbar]").waitFor();
  address = await checked(page, documents());
  await seen;
  assert.equal(await page.locator("[data-document]").count(), 4);
  for (const row of await page.locator("[data-document]").all()) assert.match(await row.innerText(), /已完成/);
});

test("a click on a finding brings its cell into view, and a click on the cell chooses the finding", async () => {
  const { page } = visit;
  await page.locator("[data-document='1'] a").click();
  const placed = page.locator("article", { hasText: /表\d+ 行\d+ 列\d+|!/ }).first();
  await placed.locator("[data-finding]").click();
  const place = await placed.locator(".where").innerText();
  const spot = page.locator("[data-test=body] .spot.first");
  await spot.waitFor();
  await page.waitForTimeout(500);
  assert.ok(await isInView(page, spot), "the cell of the chosen finding is in view");

  const mark = await spot.evaluateHandle(markOf);
  await page.locator("[data-finding]").last().click();
  assert.notEqual(await page.locator("article.chosen .where").innerText(), place);
  await mark.scrollIntoViewIfNeeded();
  await mark.click();
  const chosen = page.locator("article.chosen");
  assert.equal(await chosen.locator(".where").innerText(), place);
  assert.ok(await isInView(page, chosen.locator("[data-finding]")), "the chosen finding is in view");
});

test("arrow keys go through the findings", async () => {
  const { page } = visit;
  const first = page.locator("[data-finding]").first();
  await first.click();
  await page.keyboard.press("ArrowDown");
  const chosen = await page.locator("article.chosen [data-finding]").getAttribute("data-finding");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-finding")), chosen);
  assert.notEqual(chosen, await first.getAttribute("data-finding"));
});

test("a number under the pointer shows what vouches for it", async () => {
  const { page } = visit;
  await page.locator("label", { hasText: "文字和表格" }).click({ timeout: 2000 }).catch(() => undefined);
  const cell = page.locator("[data-test=body] td.number[data-key]", { hasText: /\d\.\d\d$/ }).first();
  await cell.scrollIntoViewIfNeeded();
  await cell.hover();
  assert.match(await page.locator("[data-test=vouching]").innerText(), /这个数字的依据[\s\S]*(成立|尾差|没有任何关系)/);
});

test("the manual page of a rule is one click away", async () => {
  const { page } = visit;
  await page.mouse.move(0, 0);
  await page.locator("article.chosen [data-test=manual-of]").click();
  await page.locator(".manual h2").first().waitFor();
  assert.match(await page.locator(".manual").innerText(), /检查内容/);
  await page.keyboard.press("Escape");
  await page.locator(".manual").waitFor({ state: "hidden" });
});

test("a finding is waived with reason and name, not without, and the waiver can be taken back", async () => {
  const { page } = visit;
  const card = page.locator("article.chosen");
  await card.locator("[data-test=waive]").click();
  const dialog = page.locator("[data-test=waive-dialog]");
  await dialog.getByRole("button", { name: "豁免" }).click();
  assert.equal(await dialog.getByText("请填写").count(), 2);
  await dialog.locator("textarea").fill("经核实口径不同");
  await dialog.getByLabel("责任人").fill("王敏");
  await dialog.getByRole("button", { name: "豁免" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.locator("article.waived", { hasText: "经核实口径不同" }).waitFor();

  await page.locator("article.waived [data-finding]").first().click();
  await page.locator("[data-test=take-back]").click();
  await page.locator("article.waived").waitFor({ state: "detached" });
});

test("the inspection sheet is downloaded and read by another library", async () => {
  const { page } = visit;
  await page.goto(address);
  await page.locator("[data-document='4']").waitFor();
  const counts = page.locator("[data-document] td:is(:nth-child(4), :nth-child(5), :nth-child(6))");
  const found = (await counts.allInnerTexts()).reduce((sum, text) => sum + Number(text), 0);
  const crossings = await page.locator(".crossings ol > li").count();
  const download = await taken(page, "sheet");
  assert.match(download.suggestedFilename(), /检查表\.xlsx$/);
  const [{ data }] = await readSheet(await download.path());
  const rows = data.filter(([ordinal]) => typeof ordinal === "number");
  assert.ok(found > 0);
  assert.equal(rows.length, found + crossings);
  for (const [, agency, , place, severity] of rows) {
    assert.ok(agency && place);
    assert.match(severity, /错误|警告|提示/);
  }
});

test("reports, marked copies, notices and waivers are files of their kind", async () => {
  const { page } = visit;
  const begins = { html: "<!", pdf: "%PDF", docx: "PK", copies: "PK", notices: "PK", waivers: "" };
  for (const [kind, magic] of Object.entries(begins)) {
    const download = await taken(page, kind);
    assert.ok(readFileSync(await download.path(), "latin1").toLowerCase().startsWith(magic.toLowerCase()), kind);
  }
});

test("more files can be added to a check", async () => {
  const { page } = visit;
  await page.goto(address);
  await page.locator("[data-document='4']").waitFor();
  await drop(page, [documents()[0]]);
  await page.locator("[data-document='5']", { hasText: "已完成" }).waitFor();
});

test("a check is cleared at once", async () => {
  const { page } = visit;
  await page.getByRole("button", { name: "全部清除" }).click();
  await page.locator(".el-dialog").getByRole("button", { name: "清除" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  assert.equal((await fetch(address.replace("/checks", "/api/v1/checks"))).status, 404);
});

test("nothing has gone wrong on the way", () => {
  assert.deepEqual(visit.complaints, []);
});

/** One of the downloads of the overview. */
async function taken(page, kind) {
  await page.locator("[data-test=downloads]").click();
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), page.locator(`[data-test=take-${kind}]`).click()]);
  return download;
}

/** The mark at a chosen place: within the cell of a table, over the same place of a page. */
function markOf(spot) {
  const own = spot.querySelector("button.mark");
  if (own) return own;
  const { left, top, width, height } = spot.getBoundingClientRect();
  return Array.from(document.querySelectorAll("[data-test=body] button.mark")).find((mark) => {
    const box = mark.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
  });
}

/** Whether the middle of an element lies within the window and is what a pointer would meet there. */
function isInView(page, locator) {
  return locator.first().evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return x >= 0 && y >= 0 && x <= window.innerWidth && y <= window.innerHeight;
  });
}
