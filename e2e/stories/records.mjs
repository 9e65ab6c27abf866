// A day of records: today, a visit, lists, places.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { PHONE, choose, clean, fits, save } from "../tools.mjs";

export default {
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
};
