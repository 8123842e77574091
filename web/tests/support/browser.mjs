// A browser in which nothing may go wrong unseen: errors, broken policies and requests to elsewhere are kept.

import { chromium } from "playwright-core";

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGUMENTS });
}

/** A fresh page at an address, and what it complained about. */
export async function open(browser, address, { language = "zh", scheme = "light", width = 1440, height = 900, path = "/" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, acceptDownloads: true });
  await context.addInitScript((chosen) => localStorage.setItem("mingsuan.language", chosen), language);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== address && !["blob:", "data:"].includes(protocol)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(address + path);
  await page.waitForLoadState("networkidle");
  return { page, complaints, close: () => context.close() };
}

/** Drops files and folders as a hand does, with their real paths. */
export async function drop(page, paths) {
  const box = await page.locator("[data-test=drop]").boundingBox();
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: paths, dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, ...at });
}

/** Opens a check with these files and waits until all are done. */
export async function checked(page, paths) {
  await drop(page, paths);
  await page.waitForURL(/\/checks\//);
  await page.locator("[data-test=progress]").getByText(/全部完成|All \d+ done/).waitFor({ timeout: 120_000 });
  return page.url();
}
