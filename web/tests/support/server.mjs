// Starts the program as a user would, on a free port, and stops it in the end.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { root } from "./material.mjs";

const PROGRAM = resolve(process.env.MINGSUAN ?? `${root}/target/debug/mingsuan`);

/** A running server: its address, and how to stop it. */
export async function serve() {
  const listening = `127.0.0.1:${await freePort()}`;
  const program = spawn(PROGRAM, ["serve", "--listen", listening], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [program.stdout, program.stderr]) stream.on("data", (some) => (said += some));
  const address = `http://${listening}`;
  for (let attempt = 0; ; attempt += 1) {
    if (program.exitCode !== null || attempt > 200) throw new Error(`${PROGRAM} serve does not answer: ${said}`);
    const answer = await fetch(`${address}/api/v1/about`).catch(() => null);
    if (answer?.ok) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = async () => {
    const gone = once(program, "exit");
    program.kill("SIGTERM");
    await gone;
  };
  return { address, stop };
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
