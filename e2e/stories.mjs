// The stories: what visitors and staff do, told step by step in a real browser.
//
// Each story gets a fresh page on one running demonstration park. A story fails on a wrong
// step, on any error in the console, and on any axe rule (WCAG 2 A and AA).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { browser, demo, page, signIn } from "./house.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** No axe rule fails on the page as it stands, once everything on it has come to rest (half-faded words have half their contrast). */
async function clean(tab) {
  await tab.evaluate(() => Promise.allSettled(document.getAnimations().map((moving) => moving.finished)));
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
  assert.deepEqual(told, [], `axe on ${tab.url()}`);
}

/** Nothing on the page is wider than the window. */
async function fits(tab) {
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${tab.url()} is ${over} px too wide`);
}

/** Presses the page's one thing to do. */
async function save(tab) {
  await Promise.all([tab.waitForNavigation(), tab.click("button:has-text('保存')")]);
}

/** Gives a field a word, whether it is typed, picked from a list or ticked. */
async function choose(tab, name, word) {
  const field = tab.locator(`[name=${name}]`).first();
  const tag = await field.evaluate((it) => `${it.tagName} ${it.type}`);
  if (tag.startsWith("SELECT")) await field.selectOption({ label: word });
  else if (tag === "INPUT radio") await tab.getByLabel(word, { exact: true }).check();
  else await field.fill(word);
}

const STORIES = {
  "a visitor reads the newest article and its feed": async ({ open, address }) => {
    const tab = await open(PHONE);
    await tab.goto(address);
    await clean(tab);
    await fits(tab);
    await tab.click("main a[href^='/articles/']");
    await tab.waitForSelector("h1");
    await clean(tab);
    await fits(tab);
    const feed = await tab.request.get(`${address}/feed.xml`);
    assert.equal(feed.status(), 200);
    await tab.goto(`${address}/places`);
    await clean(tab);
  },
  "a social worker sees today and opens the contract's figure": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.staff);
    assert.equal(new URL(tab.url()).pathname, "/today");
    await clean(tab);
    await fits(tab);
  },
  "a social worker records a visit, sees what is wrong, mends it, finds it in the list": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.staff);
    await tab.goto(`${address}/records/visits/new`);
    await clean(tab);
    await tab.fill("[name=number]", "ZF-E2E-001");
    await save(tab);
    assert.match(await tab.textContent("main"), /必填/);
    assert.equal(await tab.inputValue("[name=number]"), "ZF-E2E-001", "nothing typed is lost");
    await clean(tab);
    await tab.fill("[name=on]", "2026-11-20");
    await choose(tab, "purpose", "项目督导");
    await choose(tab, "own_role", "协助");
    await save(tab);
    assert.match(new URL(tab.url()).pathname, /^\/records\/visits\/\d+$/, await tab.textContent("main"));
    await clean(tab);
    await tab.goto(`${address}/records/visits?q=ZF-E2E-001`);
    assert.match(await tab.textContent("main"), /ZF-E2E-001/);
    await tab.goto(`${address}/find?q=ZF-E2E-001`);
    assert.match(await tab.textContent("main"), /ZF-E2E-001/);
    await clean(tab);
  },
  "a manager opens a figure of the report and finds its records": async ({ open, address, accounts }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/reports/2025`);
    await clean(tab);
    await tab.click("article.report .fig");
    await tab.waitForSelector("#drawer");
    await clean(tab);
    await tab.keyboard.press("Escape");
    await tab.waitForSelector("#drawer", { state: "detached" });
    await tab.goto(`${address}/figures?period=2025`);
    await clean(tab);
    await fits(tab);
  },
  "without scripts a figure's link opens its page": async ({ open, address, accounts }) => {
    const tab = await open({ ...PHONE, scripts: false });
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/reports/2025`);
    await tab.click("article.report .fig");
    await tab.waitForURL(/\/figures\//);
    assert.ok(await tab.isVisible("h1"));
  },
  "a manager turns the pages of a long list forward, back, and to the first": async ({ open, address, accounts }) => {
    const tab = await open({ ...PHONE, scripts: false });
    await signIn(tab, address, accounts.manager);
    const rows = () => tab.$$eval("table.list tbody th a", (links) => links.map((link) => link.getAttribute("href")));
    await tab.goto(`${address}/records/attendance?sort=name`);
    const pages = [await rows()];
    for (const at of [1, 2]) {
      await tab.click("nav.pages a:has-text('下一页')");
      pages[at] = await rows();
      assert.ok(!pages[at].some((row) => pages[at - 1].includes(row)), "no row stands on two pages");
    }
    assert.match(tab.url(), /sort=name/, "the order is kept");
    assert.match(await tab.textContent("nav.pages"), / 至 /);
    await tab.click("nav.pages a:has-text('上一页')");
    assert.deepEqual(await rows(), pages[1]);
    const shared = tab.url();
    await tab.click("nav.pages a:has-text('上一页')");
    assert.deepEqual(await rows(), pages[0]);
    assert.equal(await tab.locator("nav.pages a:has-text('上一页')").count(), 0, "nothing stands before the first page");
    await tab.goto(shared);
    assert.deepEqual(await rows(), pages[1], "an address can be passed on");
    await tab.click("nav.pages a:has-text('第一页')");
    assert.deepEqual(await rows(), pages[0]);
  },
  "a record leads to the figures that hold it, and they lead back": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/records/visits?period=2025`);
    await tab.click("table.list tbody th a");
    const record = new URL(tab.url()).pathname;
    assert.match(await tab.textContent("main"), /哪些数字里有它/);
    await clean(tab);
    await fits(tab);
    await tab.click("main a[href^='/figures/'][href*='record=visits']");
    await tab.waitForURL(/\/figures\//);
    await clean(tab);
    await fits(tab);
    const holds = tab.locator(".note a:has-text('看它在清单里的位置')");
    if (await holds.count()) {
      await holds.click();
      await tab.waitForURL(/\/things\?/);
      assert.ok(await tab.locator("ul.lines li").count() > 0);
      await tab.goBack();
    }
    await tab.click(".note a:has-text('回到记录')");
    await tab.waitForURL((url) => url.pathname === record);
  },
  "a street asked for means its communities too": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/records/areas?level=street&q=横岗街道`);
    const street = (await tab.getAttribute("table.list tbody th a", "href")).split("/").pop();
    await tab.goto(`${address}/records/activities?community=${street}`);
    assert.match(await tab.textContent(".sentence"), /横岗街道（含下级）/);
    const all = await tab.locator("table.list tbody th").count();
    assert.ok(all > 0, "what lies in its communities is found");
    await clean(tab);
    await fits(tab);
    await tab.goto(`${address}/records/activities?community_alone=${street}`);
    assert.match(await tab.textContent(".sentence"), /横岗街道（仅本级）/);
    assert.ok(await tab.locator("table.list tbody th").count() < all);
  },
  "rows held back are said beside the figures that wait for them": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/import`);
    const rows = ["活动编号,日期,活动名称,活动类别,我方角色", "HD-HELD-1,2025-02-30,日期不对,宣讲,协助", "HD-HELD-2,2025-13-01,也不对,宣讲,协助"];
    await tab.setInputFiles("input[type=file]", { name: "活动台账.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
    await Promise.all([tab.waitForNavigation(), tab.click("form#import button")]);
    await tab.click("button:has-text('留作待核')");
    // The import works on by itself; the figure tells when it is done.
    for (let tries = 0; tries < 100; tries += 1) {
      await tab.goto(`${address}/figures/all_activities?period=2025`);
      if ((await tab.textContent("main")).includes("另有2条待核")) break;
    }
    assert.match(await tab.textContent("main"), /另有2条待核/);
    await clean(tab);
    await fits(tab);
    await tab.goto(`${address}/reports/2025`);
    await tab.click("article.report .fig");
    await tab.waitForSelector("#drawer");
    assert.match(await tab.textContent("#drawer"), /另有2条待核/);
  },
  "every list can be read on a phone, in both languages": async ({ open, address, accounts }) => {
    for (const lang of ["zh-CN", "en"]) {
      const tab = await open({ ...PHONE, lang });
      await signIn(tab, address, accounts.manager);
      for (const kind of ["activities", "attendance", "visits", "projects", "returns", "creation_units", "scores"]) {
        await tab.goto(`${address}/records/${kind}`);
        await fits(tab);
        await clean(tab);
      }
      for (const path of ["/figures?period=2025", "/ledgers", "/returns", "/find?q=灯"]) {
        await tab.goto(address + path);
        await fits(tab);
        await clean(tab);
      }
    }
  },
  "a social worker puts a photo into an article, says what is on it, and a visitor sees it": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.staff);
    await tab.goto(`${address}/records/articles?q=大厅`);
    const record = await tab.evaluate(() => [...document.querySelectorAll("main a")].map((a) => a.getAttribute("href")).find((h) => /^\/records\/articles\/\d+$/.test(h)));
    await tab.goto(address + record);
    await tab.click(`a[href='${record}/photos']`);
    await clean(tab);
    await fits(tab);
    await tab.click("a[href$='/photos/add']");
    await clean(tab);
    await fits(tab);
    const picture = await (await tab.request.get(await tab.evaluate(async () => {
      const home = await (await fetch("/")).text();
      return new URL(home.match(/\/photos\/[0-9a-f]{64}-s\.jpg/)[0], location.href).href;
    }))).body();
    await tab.setInputFiles("[name=files]", [
      { name: "门口.jpg", mimeType: "image/jpeg", buffer: picture },
      { name: "便条.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no photo") },
    ]);
    await Promise.all([tab.waitForNavigation(), tab.click("button:has-text('上传')")]);
    assert.match(await tab.textContent("main"), /便条\.jpg 不是照片.*其余 1 张已收下/s);
    await clean(tab);
    await tab.goto(`${address}${record}/photos`);
    const words = tab.locator("[name^='words-']").last();
    assert.equal(await words.inputValue(), "");
    await words.fill("傍晚的门口");
    await save(tab);
    await clean(tab);
    await fits(tab);
    await tab.goto(`${address}/articles/evening-hall`);
    await tab.waitForSelector("img[alt='傍晚的门口']");
    await clean(tab);
  },
  "a manager writes the park's words, sees what is wrong, and a visitor reads them": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/settings/park`);
    await clean(tab);
    await fits(tab);
    await tab.fill("[name=mail]", "not a mail");
    await save(tab);
    assert.equal(await tab.inputValue("[name=mail]"), "not a mail", "nothing typed is lost");
    await clean(tab);
    await tab.fill("[name=mail]", "hello@example.cn");
    await save(tab);
    await tab.goto(`${address}/contact`);
    assert.match(await tab.textContent("main"), /hello@example\.cn/);
    await clean(tab);
    await fits(tab);
  },
  "by phone a notice is pasted, the numbers are seen and given out": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/returns`);
    await tab.click("a:has-text('报数')");
    await clean(tab);
    await tab.fill("[name=notice]", "请各单位下午3点前报1—10月活动场次、参与人次和信访件数，交街道平安办");
    await Promise.all([tab.waitForNavigation(), tab.click("button:has-text('看数')")]);
    const main = await tab.textContent("main");
    for (const said of ["「信访件数」", "没有这个口径", "其中无名单登记"]) assert.ok(main.includes(said), `${said} in ${main}`);
    assert.match(await tab.inputValue("#give-reply"), /^1—10月活动场次\d+个，参与\d+人次（其中无名单登记\d+人次）。$/);
    assert.equal(await tab.inputValue("[name=to]"), "街道平安办");
    await clean(tab);
    await fits(tab);
    await Promise.all([tab.waitForNavigation(), tab.click("form#give button.main")]);
    assert.match(new URL(tab.url()).pathname, /^\/give-out\/\d+$/, await tab.textContent("main"));
    assert.match(await tab.textContent("h1"), /已报出/);
    await clean(tab);
    await fits(tab);
  },
  "by keyboard a social worker asks for a number and a manager approves it": async ({ open, address, accounts }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.staff);
    await tab.goto(`${address}/give-out?figure=publications&period=2026-03`);
    await clean(tab);
    await tab.focus("[name=to]");
    await tab.keyboard.type("区委政法委");
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
    assert.match(await tab.textContent("h1"), /等主管核定/);
    await clean(tab);
    const page = new URL(tab.url()).pathname;
    const desk = await open(DESK);
    await signIn(desk, address, accounts.manager);
    await desk.goto(`${address}/today`);
    await desk.focus(`a[href='${page}']`);
    await Promise.all([desk.waitForNavigation(), desk.keyboard.press("Enter")]);
    await clean(desk);
    await desk.focus("form#approve button.main");
    await Promise.all([desk.waitForNavigation(), desk.keyboard.press("Enter")]);
    assert.match(await desk.textContent("h1"), /已报出/);
  },
  "the keyboard reaches the text first": async ({ open, address }) => {
    const tab = await open(DESK);
    await tab.goto(address);
    await tab.keyboard.press("Tab");
    const first = await tab.evaluate(() => document.activeElement.getAttribute("href"));
    assert.equal(first, "#main");
  },
};

const house = await demo(process.argv[2]);
const driver = await browser();
let failed = 0;
for (const [name, story] of Object.entries(STORIES)) {
  const opened = [];
  const open = async (how) => { const one = await page(driver, how); opened.push(one); return one.tab; };
  try {
    await story({ open, address: house.address, accounts: house.accounts });
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
console.log(`${Object.keys(STORIES).length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
