// Figures and the records they hold: opened, led back, waited for.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, clean, fits } from "../tools.mjs";

export default {
  "a social worker sees today and opens the contract's figure": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.staff);
    assert.equal(new URL(tab.url()).pathname, "/today");
    await clean(tab);
    await fits(tab);
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
};
