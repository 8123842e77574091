// What the first visit costs, and that nothing of it comes from elsewhere.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.mjs";
import { serve } from "./support/server.mjs";

const MOST_BYTES = 1_000_000;
let server, browser;

before(async () => {
  server = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the first load is under a megabyte", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const bodies = [];
  page.on("response", (response) => bodies.push(response.body().catch(() => Buffer.alloc(0))));
  await page.goto(server.address, { waitUntil: "networkidle" });
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`first load: ${sizes.length} files, ${total} bytes compressed`);
  assert.ok(sizes.length > 2);
  assert.ok(total < MOST_BYTES);
});

test("the policy allows nothing inline and nothing from elsewhere", async () => {
  const policy = (await fetch(server.address)).headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'self'/);
  assert.doesNotMatch(policy, /unsafe|https?:|data:/);
  const { page, complaints } = await open(browser, server.address);
  assert.deepEqual(complaints, []);
  // The recorder itself works: a request to elsewhere is refused and seen.
  await page.evaluate(() => fetch("http://127.0.0.1:9/").catch(() => undefined));
  assert.ok(complaints.length > 0);
});
