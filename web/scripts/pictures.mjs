// Takes the pictures of the page for docs/pictures, from the example only. Run after the page was built into the program.

import { execFileSync } from "node:child_process";
import { checked, launch, open } from "../tests/support/browser.mjs";
import { example, root } from "../tests/support/material.mjs";
import { serve } from "../tests/support/server.mjs";

const server = await serve();
const browser = await launch();
const first = await open(browser, server.address);
const address = new URL(await checked(first.page, [example("planted.docx"), example("clean.docx")])).pathname;

async function choose(page) {
  await page.locator("article", { hasText: "A001" }).locator("[data-finding]").click();
  await page.waitForTimeout(1200);
}

async function bring(page) {
  await choose(page);
  if (page.viewportSize().width < 900) await page.locator("article.chosen .actions button").first().click();
  await page.waitForTimeout(1200);
}

const pictures = [
  { name: "start", path: "/", fullPage: true },
  { name: "overview", path: address, fullPage: true },
  { name: "document", path: `${address}/documents/1`, act: bring },
  { name: "document-dark", path: `${address}/documents/1`, act: bring, scheme: "dark" },
  { name: "findings", path: `${address}/documents/1`, act: choose, widths: [390] },
  { name: "compare", path: `${address}/compare?before=1&after=2`, fullPage: true },
];

for (const { name, path, act, scheme, widths = [1440, 390], fullPage = false } of pictures) {
  for (const width of widths) {
    const { page, close } = await open(browser, server.address, { path, scheme, width, height: width === 390 ? 844 : 900 });
    await page.waitForTimeout(600);
    await act?.(page);
    const file = `${root}/docs/pictures/page-${name}-${width}.png`;
    await page.screenshot({ path: file, fullPage });
    squeeze(file);
    await close();
  }
}
await browser.close();
await server.stop();

/** Fewer colours where a tool for it is at hand. */
function squeeze(file) {
  try {
    execFileSync("convert", [file, "+dither", "-colors", "200", "-define", "png:compression-level=9", `PNG8:${file}`]);
  } catch {
    console.log(`${file} keeps all its colours: ImageMagick is missing`);
  }
}
