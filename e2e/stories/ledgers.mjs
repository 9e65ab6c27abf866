// A ledger of the park's own from somebody's sheet, and what a changed record moves.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, choose, enter, fits, pick, said, sound, type, workbook } from "../tools.mjs";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ROWS = [
  ["会议室借用登记（虚构）"],
  ["编号", "借出日期", "房间", "人数", "借用人姓名"],
  ["JY-01", "2025-07-06", "大厅", 12, "甲"],
  ["JY-02", "2025-07-07", "议事厅", 8, "乙"],
  ["JY-03", "2025-07-08", "大厅", 30, "丙"],
  ["JY-04", "2025-07-09", "议事厅", 5, "丁"],
  ["JY-05", "2025-07-10", "大厅", 6, "戊"],
  ["JY-06", "2025-07-11", "议事厅", 6, "己"],
  ["合计", "", "", { formula: "SUM(D3:D8)", value: 67 }],
];
const sheet = (name, rows) => ({ name, mimeType: XLSX, buffer: workbook(rows, "借用登记") });

/** Hands in a sheet to make a ledger of. */
async function hands(tab, file) {
  await tab.setInputFiles("[name=file]", file);
  await enter(tab, "form#sheet button.main");
}

export default {
  "a ledger is made of somebody's sheet by keyboard alone, and a record put into it": async ({ open, address, accounts }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/settings/ledgers`);
    await sound(tab);
    await hands(tab, sheet("借用.xlsx", ROWS));
    const held = await tab.$$eval("select[name$='.holds']", (all) => all.map((one) => one.value));
    assert.deepEqual(held, ["text", "day", "choice", "whole", "text"]);
    assert.equal(await tab.inputValue("[name='f.5.personal']"), "yes", "names are personal");
    await sound(tab);
    await type(tab, "zh", "会议室借用");
    await type(tab, "en", "Rooms lent");
    await enter(tab, "button[value=save]");
    assert.equal(new URL(tab.url()).pathname, "/records/own_rooms_lent", await said(tab));
    await sound(tab);
    await tab.goto(`${address}/records/own_rooms_lent/new`);
    await sound(tab);
    await type(tab, "f1", "JY-99");
    await type(tab, "f4", "7");
    await type(tab, "f5", "欧阳·阿依古丽");
    await choose(tab, "f2", "2025-07-12");
    await choose(tab, "f3", "大厅");
    await enter(tab, "button.main");
    assert.match(new URL(tab.url()).pathname, /^\/records\/own_rooms_lent\/\d+$/, await said(tab));
    await sound(tab);
    await tab.goto(`${address}/records/own_rooms_lent`);
    for (const words of ["JY-99", "2025-07-12", "大厅"]) assert.match(await said(tab), new RegExp(words));
    await sound(tab);
  },
  "the same on a phone, and the sheet's rows come in by the usual import": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/settings/ledgers`);
    await fits(tab);
    await hands(tab, sheet("钥匙.xlsx", [["编号", "领取日期"], ["YS-1", "2025-07-06"], ["YS-2", "2025-07-07"]]));
    await choose(tab, "zh", "钥匙领取");
    await choose(tab, "en", "Keys given");
    await sound(tab);
    await Promise.all([tab.waitForNavigation(), tab.click("button[value=save]")]);
    assert.equal(new URL(tab.url()).pathname, "/records/own_keys_given", await said(tab));
    await sound(tab);
    await tab.goto(`${address}/settings/ledgers/own_keys_given`);
    await sound(tab);
  },
  "what a change moves is seen before it is saved": async ({ open, address, accounts }) => {
    for (const size of [DESK, PHONE]) {
      const tab = await open(size);
      await signIn(tab, address, accounts.manager);
      await tab.goto(`${address}/records/activities?period=2025&status=completed`);
      await tab.click("table.list tbody th a");
      const record = new URL(tab.url()).pathname;
      await tab.goto(`${address}${record}/change`);
      await pick(tab, "status", "取消");
      await tab.waitForSelector("#moves:not([hidden])");
      await tab.waitForFunction(() => /会变\s*\d+\s*个数/.test(document.querySelector("#moves").textContent));
      await sound(tab);
      await tab.goto(address + record);
      assert.match(await said(tab), /已完成/, "looking saves nothing");
    }
  },
  "a sheet that is no ledger says why, in both languages": async ({ open, address, accounts }) => {
    for (const [lang, nothing, twice, many] of [
      ["zh-CN", /没有内容|找不到表头/, /出现了两次/, /有301栏，最多/],
      ["en", /nothing in this file|no header/, /stands twice/, /301 columns; at most/],
    ]) {
      const tab = await open({ ...PHONE, lang });
      await signIn(tab, address, accounts.manager);
      const columns = Array.from({ length: 301 }, (_, n) => `栏${n + 1}`);
      for (const [rows, why] of [[[[]], nothing], [[["编号", "编号"], ["a", "b"]], twice], [[columns], many]]) {
        await tab.goto(`${address}/settings/ledgers`);
        await hands(tab, sheet("怪.xlsx", rows));
        assert.match(await said(tab), why);
        await sound(tab);
      }
    }
  },
};
