// A document and its mended version side by side, and what contradicts between them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checked, launch, open } from "./support/browser.mjs";
import { example } from "./support/material.mjs";
import { serve } from "./support/server.mjs";

let server, browser, visit, address;

before(async () => {
  server = await serve();
  browser = await launch();
  visit = await open(browser, server.address);
  address = await checked(visit.page, [example("planted.docx"), example("clean.docx")]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("documents that contradict each other are listed, and lead to the place in each", async () => {
  const { page } = visit;
  const crossing = page.locator(".crossings li", { hasText: "X012" }).first();
  await crossing.locator("a").first().click();
  await page.waitForURL(/\/documents\/\d\?at=/);
  await page.locator("[data-test=body] .spot.first").waitFor();
  await page.goBack();
});

test("a contradiction is waived with reason and name, and the waiver can be taken back", async () => {
  const { page } = visit;
  const crossing = page.locator(".crossings ol > li", { hasText: "X012" }).first();
  await crossing.locator("[data-test=waive]").click();
  const dialog = page.locator("[data-test=waive-dialog]");
  await dialog.locator("textarea").fill("后一份为更正稿");
  await dialog.getByLabel("责任人").fill("王敏");
  await dialog.getByRole("button", { name: "豁免" }).click();
  await dialog.waitFor({ state: "hidden" });
  await crossing.getByText("后一份为更正稿（王敏）").waitFor();
  await crossing.locator("[data-test=take-back]").click();
  await crossing.locator("[data-test=waive]").waitFor();
});

test("the mended version has closed the findings, and its figures differ", async () => {
  const { page } = visit;
  await page.getByRole("link", { name: "比较两份文件" }).click();
  await page.locator(".group.closed article", { hasText: "A001" }).first().waitFor();
  assert.equal(await page.locator(".group.new article").count(), 0);
  const figure = page.locator("tbody tr", { hasText: "17,064,700.00" }).first();
  assert.match(await figure.innerText(), /17,004,700\.00/);
  await figure.getByRole("link").first().click();
  await page.waitForURL(/\/documents\/1\?at=/);
  assert.match(await page.locator("[data-test=body] .spot.first").innerText(), /1,706\.47/);
});

test("turned round, the same findings are new", async () => {
  const { page } = visit;
  await page.goto(`${address}/compare?before=1&after=2`);
  const closed = await page.locator(".group.closed article").first().waitFor().then(() => page.locator(".group.closed article").count());
  await page.getByRole("button", { name: "对调" }).click();
  await page.locator(".group.new article").first().waitFor();
  assert.equal(await page.locator(".group.new article").count(), closed);
});

test("nothing has gone wrong on the way", () => {
  assert.deepEqual(visit.complaints, []);
});
