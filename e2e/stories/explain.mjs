// Why two numbers differ: two periods, a list somebody sent, what it was before, what it is made of.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { signIn } from "../house.mjs";
import { DESK, PHONE, enter, pick, reach, said, sound, type, workbook } from "../tools.mjs";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A page of ours as its text, asked for by who is signed in. */
const text = (tab, path) => tab.evaluate(async (here) => (await fetch(here)).text(), path);

export default {
  "the gap between two periods is told in steps, by keyboard alone": async ({ open, address, accounts }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/explain`);
    await sound(tab);
    await pick(tab, "a", "活动数");
    await type(tab, "ap", "2025H1");
    await pick(tab, "b", "活动数");
    await type(tab, "bp", "2025H2");
    await enter(tab, "form#explain button.main");
    assert.match(await said(tab), /2025年上半年.*2025年下半年/s);
    await sound(tab);
    // The steps sum to the gap.
    const numbers = await tab.$$eval("main h2", (all) => all.map((it) => it.textContent.match(/^([+−-]?)(\d+)/)).filter(Boolean).map(([, sign, n]) => (sign === "−" || sign === "-" ? -1 : 1) * Number(n)));
    const [one, other] = await Promise.all(["2025H1", "2025H2"].map(async (period) =>
      Number((await text(tab, `/figures/all_activities?period=${period}`)).match(/算进来的 (\d+)/)[1])));
    assert.equal(numbers.reduce((a, b) => a + b, 0), other - one);
    await type(tab, "bp", "2025Q9");
    await enter(tab, "form#explain button.main");
    assert.equal(await tab.inputValue("[name=bp]"), "2025Q9", "nothing typed is lost");
    assert.match(await said(tab), /还有 1 处要改/);
    await sound(tab);
  },
  "ours is held against a list somebody sent": async ({ open, address, accounts }) => {
    for (const size of [DESK, PHONE]) {
      const tab = await open(size);
      await signIn(tab, address, accounts.manager);
      await tab.goto(`${address}/figures/all_activities?period=2025`);
      await tab.click("main a[href^='/explain/list']");
      await sound(tab);
      await tab.goto(`${address}/figures/all_activities/things?period=2025`);
      const names = await tab.$$eval("ul.lines li a, ul.lines li .what", (all) => [...new Set(all.map((it) => it.firstChild.textContent))]);
      assert.ok(names.length > 20, names.join());
      await tab.goBack();
      // A name may be what a formula shows.
      const rows = [["名称"], ...names.slice(0, 20).map((name) => [name]), [{ formula: "A2", value: "从没办过的活动" }]];
      await tab.setInputFiles("[name=list]", { name: "街道名单.xlsx", mimeType: XLSX, buffer: workbook(rows) });
      await enter(tab, "button.main");
      assert.match(await said(tab), /从没办过的活动/);
      await sound(tab);
    }
  },
  "a list of nobody, and none at all, are answered in words": async ({ open, address, accounts }) => {
    for (const [lang, none, empty] of [["zh-CN", /请选一个/, /没有/], ["en", /Choose one file/, /no |nothing/i]]) {
      const tab = await open({ ...PHONE, lang });
      await signIn(tab, address, accounts.manager);
      await tab.goto(`${address}/explain/list?figure=all_activities&period=2025`);
      await enter(tab, "button.main");
      assert.match(await said(tab), none);
      await sound(tab);
      await tab.setInputFiles("[name=list]", { name: "空.xlsx", mimeType: XLSX, buffer: workbook([[]]) });
      await enter(tab, "button.main");
      assert.match(await said(tab), empty);
      await sound(tab);
    }
  },
  "a list of 100,000 rows is answered, within half a gigabyte": async ({ open, address, accounts, pid }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/explain/list?figure=all_activities&period=2025`);
    const rows = Array.from({ length: 100_000 }, (_, n) => [`WL-${n}`, `外来活动第${n}场`, `2025-${String((n % 12) + 1).padStart(2, "0")}-10`]);
    await tab.setInputFiles("[name=list]", { name: "很长.xlsx", mimeType: XLSX, buffer: workbook([["编号", "名称", "日期"], ...rows]) });
    await Promise.all([tab.waitForNavigation({ timeout: 120_000 }), tab.click("button.main")]);
    assert.match(await said(tab), /名单 ?100000/);
    await sound(tab);
    const most = Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmHWM:\s+(\d+)/)[1]) / 1024;
    assert.ok(most < 512, `${most} MB at the most`);
  },
  "a figure beside last year, as it stood, and what it is made of": async ({ open, address, accounts }) => {
    for (const [size, lang, before, then] of [[DESK, "zh-CN", /和以前比/, "截至"], [PHONE, "en", /Beside earlier periods/, "as of"]]) {
      const tab = await open({ ...size, lang });
      await signIn(tab, address, accounts.manager);
      await tab.goto(`${address}/figures/declared_rate?period=2025&compare=yes`);
      assert.match(await said(tab), before);
      await sound(tab);
      await reach(tab, "[name=as_of]");
      await tab.keyboard.type("2026-01-01");
      await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
      assert.match(await said(tab), new RegExp(`${then}.*2026-01-01`, "i"));
      await sound(tab);
      await tab.goto(`${address}/figures/declared_rate?period=2025`);
      await enter(tab, "main a[href*='/figures/declared_projects']");
      await sound(tab);
    }
  },
};
