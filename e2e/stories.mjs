// The stories: what visitors and staff do, told step by step in a real browser.
//
// In: the program's path, perhaps words a story's name has. Each story gets a fresh page on one
// running demonstration park. A story fails on a wrong step, on any error in the console, and
// on any axe rule (WCAG 2 A and AA).

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { browser, demo, page } from "./house.mjs";

const folder = new URL("./stories/", import.meta.url);
const stories = [];
for (const file of readdirSync(folder).sort()) {
  const { default: told } = await import(new URL(file, folder).href);
  stories.push(...Object.entries(told));
}
const only = process.argv[3] ?? "";
const chosen = stories.filter(([name]) => name.includes(only));

const house = await demo(process.argv[2]);
const driver = await browser();
let failed = 0;
for (const [name, story] of chosen) {
  const opened = [];
  const open = async (how) => { const one = await page(driver, how); opened.push(one); return one.tab; };
  try {
    await story({ open, address: house.address, accounts: house.accounts, pid: house.pid });
    assert.deepEqual(opened.flatMap((one) => one.wrong), [], "errors in the console");
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n${error.stack}`);
  }
  for (const one of opened) await one.close();
}
await driver.close();
const code = await house.end();
if (code !== 0) { failed += 1; console.log(`FAIL  the program ended with ${code}, not 0`); }
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
