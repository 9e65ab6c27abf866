// A running demonstration park and a browser, for the stories and the screenshots.
//
// In: the program's path. Out: its address, who may sign in, pages to drive. It starts one
// server and one browser, on loopback, and ends both by their own handles.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Starts `youju demo` in a new folder; gives its address, its accounts by role, its process. */
export async function demo(program) {
  const folder = mkdtempSync(join(tmpdir(), "youju-e2e-"));
  const server = spawn(program, ["--lang", "zh", "demo", "--data", folder, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  const accounts = {};
  const address = await new Promise((ready, failed) => {
    const lines = createInterface({ input: server.stdout });
    lines.on("line", (line) => {
      const account = line.match(/^\s+(\S+)\s+(\S+)\s+(\S+)\s*$/);
      if (account) accounts[account[1]] = { login: account[2], password: account[3] };
      const at = line.match(/https?:\/\/[^\s/]+/);
      if (at) ready(at[0]);
    });
    server.on("exit", (code) => failed(new Error(`the program ended with ${code}`)));
  });
  const end = () => new Promise((ended) => {
    server.removeAllListeners("exit");
    server.on("exit", (code) => { rmSync(folder, { recursive: true, force: true }); ended(code); });
    server.kill("SIGTERM");
  });
  return { address, accounts, end, pid: server.pid };
}

/** A browser of this machine. */
export async function browser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/** A page of a size, in a language, light or dark; what goes wrong on it is collected. */
export async function page(browser, { width, height, lang = "zh-CN", dark = false, scripts = true }) {
  const context = await browser.newContext({
    viewport: { width, height }, locale: lang, colorScheme: dark ? "dark" : "light",
    javaScriptEnabled: scripts, bypassCSP: true,
  });
  const tab = await context.newPage();
  const wrong = [];
  tab.on("console", (said) => { // A browser names every refused form an error; the story itself looks at what was refused.
    const refused = said.text().includes("status of 422") || (said.text().includes("status of 404") && tab.url().includes("/receive/"));
    if (said.type() === "error" && !refused) wrong.push(`${tab.url()}: ${said.text()}`); });
  tab.on("pageerror", (error) => wrong.push(`${tab.url()}: ${error.message}`));
  return { tab, wrong, close: () => context.close() };
}

/** Signs in with a demo account. */
export async function signIn(tab, address, { login, password }) {
  await tab.goto(`${address}/sign-in`);
  await tab.fill("[name=name]", login);
  await tab.fill("[name=password]", password);
  await tab.press("[name=password]", "Enter");
  await tab.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
