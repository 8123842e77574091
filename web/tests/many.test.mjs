// Two hundred files in one drop, in folders, some with names that try something, some that are no documents.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { checked, drop, launch, open } from "./support/browser.mjs";
import { example } from "./support/material.mjs";
import { serve } from "./support/server.mjs";

const HOSTILE = "<img src=x onerror=document.title='hit'>.txt";
let server, browser, visit, folder;

before(async () => {
  server = await serve();
  browser = await launch();
  visit = await open(browser, server.address);
  folder = mkdtempSync(`${tmpdir()}/mingsuan-page-`);
  fill(folder);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** 200 readable files in ten folders, a broken one, and things that do not belong there. */
function fill(folder) {
  const texts = ["planted.txt", "clean.txt"].map((name) => readFileSync(example(name), "utf8"));
  for (let n = 0; n < 200; n += 1) {
    const inner = `${folder}/${n % 10}股/单位${Math.floor(n / 20)}`;
    mkdirSync(inner, { recursive: true });
    writeFileSync(`${inner}/${n === 0 ? HOSTILE : `预算${n}.txt`}`, texts[n % 2]);
  }
  writeFileSync(`${folder}/坏的.pdf`, "%PDF-1.7 nothing more");
  writeFileSync(`${folder}/.hidden.txt`, "hidden");
  writeFileSync(`${folder}/picture.jpg`, "no document");
}

test("a folder with two hundred files is read to the end", async () => {
  const { page } = visit;
  await checked(page, [folder]);
  assert.equal(await page.locator("[data-document]").count(), 201);
  assert.equal(await page.locator("[data-document]", { hasText: "已完成" }).count(), 200);
});

test("what cannot be read says why", async () => {
  const { page } = visit;
  const broken = page.locator("[data-document]", { hasText: "坏的.pdf" });
  assert.match(await broken.innerText(), /无法读取/);
  assert.match(await broken.locator(".why").innerText(), /[一-鿿]{4}/);
});

test("markup in a file name is text", async () => {
  const { page } = visit;
  await page.getByText(HOSTILE).first().waitFor();
  assert.equal(await page.locator("main img[src=x]").count(), 0);
  assert.equal(await page.title(), "检查结果 · 明算");
});

test("the list is sorted and filtered", async () => {
  const { page } = visit;
  await page.getByRole("button", { name: "错误" }).first().click();
  const errors = await page.locator("[data-document] td:nth-child(4)").allInnerTexts();
  const numbers = errors.map((text) => Number(text || -1));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  assert.ok(numbers[0] > 0);
  await page.getByLabel("按单位或文件名筛选").fill("坏的");
  assert.equal(await page.locator("[data-document]").count(), 1);
});

test("a file that is refused is named, and the others of its portion come through", async () => {
  const { page } = visit;
  await page.route("**/api/v1/checks/*/documents", (route) => {
    const isBad = route.request().postDataBuffer().includes("预算7.txt");
    const problem = { type: "urn:mingsuan:problem:too-large", title: "太大", status: 413, detail: "这份文件太大" };
    return isBad ? route.fulfill({ status: 413, contentType: "application/problem+json", json: problem }) : route.continue();
  });
  await drop(page, [`${folder}/7股`]);
  await page.locator(".refused", { hasText: "预算7.txt：这份文件太大" }).waitFor();
  await page.getByLabel("按单位或文件名筛选").fill("");
  await page.locator("[data-document='220']", { hasText: "已完成" }).waitFor();
  assert.equal(await page.locator("[data-document]").count(), 220);
});

test("nothing has gone wrong on the way", () => {
  // The refusal that was made up is told by the browser too.
  assert.deepEqual(visit.complaints.filter((one) => !one.includes("413")), []);
});
