// Every view, in both languages and both schemes, wide and narrow: no barrier that axe knows of, nothing cut, no stray English.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { checked, launch, open } from "./support/browser.mjs";
import { example } from "./support/material.mjs";
import { serve } from "./support/server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Latin words that are the same in Chinese: formats, codes, the name of the program, file names of the example. */
const SAME = /^(English|pdf|docx|docm|xlsx|xlsm|doc|xls|wps|et|odt|ods|rtf|csv|html?|txt|zip|toml|KB|MB|mingsuan|serve|hebei|planted|clean|[A-Z]|(?=.*\d)[A-Z\d]+)$/;

let server, browser, address;

before(async () => {
  server = await serve();
  browser = await launch();
  const visit = await open(browser, server.address);
  address = new URL(await checked(visit.page, [example("planted.docx"), example("clean.docx")])).pathname;
  await visit.close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The views, and what is done in each before looking. */
const views = {
  start: { path: () => "/", act: (page) => page.locator("summary").click() },
  overview: { path: () => address, act: (page) => page.locator("[data-document='2']").waitFor() },
  document: { path: () => `${address}/documents/1`, act: chooseFirst },
  coverage: {
    path: () => `${address}/documents/1`,
    act: (page) => page.getByRole("tab").last().click(),
  },
  manual: {
    path: () => `${address}/documents/1`,
    act: async (page) => {
      await chooseFirst(page);
      await page.locator("[data-test=manual-of]").click();
      await page.locator(".manual h2").first().waitFor();
      await page.waitForTimeout(400);
    },
  },
  waive: {
    path: () => `${address}/documents/1`,
    act: async (page) => {
      await chooseFirst(page);
      await page.locator("[data-test=waive]").click();
      await page.locator("[data-test=waive-dialog] textarea").waitFor();
      await page.waitForTimeout(400);
    },
  },
  compare: { path: () => `${address}/compare?before=1&after=2`, act: (page) => page.locator("article").first().waitFor() },
};

async function chooseFirst(page) {
  await page.locator("[data-finding]").first().click();
  await page.waitForTimeout(1000);
}

/** Every view is looked at in these: language, scheme and width. */
const WAYS = [
  ["zh", "light", 1440],
  ["zh", "dark", 1440],
  ["en", "light", 1440],
  ["en", "dark", 1440],
  ["zh", "light", 390],
  ["en", "dark", 390],
];

for (const [name, view] of Object.entries(views)) {
  for (const [language, scheme, width] of WAYS) {
    test(`${name}, ${language}, ${scheme}, ${width} px`, async () => {
      const { page, complaints, close } = await open(browser, server.address, { language, scheme, width, path: view.path() });
      await view.act(page);
      // What has been scrolled under the bar of tabs is not judged by how much of it shows.
      await page.evaluate(() => window.scrollTo(0, 0));
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, "the page is as wide as the window");
      if (name === "overview" || name === "compare") assert.deepEqual(await page.evaluate(cut), [], "no column is cut");
      if (language === "zh") assert.deepEqual(await strayWords(page), []);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language === "zh" ? "zh-CN" : "en");
      assert.deepEqual(complaints, []);
      await close();
    });
  }
}

/** Lists that are wider than what is seen of them. */
function cut() {
  const lists = [...document.querySelectorAll(".scroll:has(table.list)")];
  return lists.filter((list) => list.scrollWidth > list.clientWidth).map((list) => list.getAttribute("aria-label"));
}

/** What axe finds, in a line each. */
async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), TAGS);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}

/** Latin words that a reader sees or hears, but for those that are the same in Chinese. */
async function strayWords(page) {
  const texts = await page.evaluate(() => {
    const said = [document.body.innerText];
    for (const element of document.querySelectorAll("[aria-label], [title], [placeholder]")) {
      if (element.checkVisibility()) said.push(...["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""));
    }
    return said.join("\n");
  });
  const words = texts.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [];
  return [...new Set(words)].filter((word) => !SAME.test(word));
}
