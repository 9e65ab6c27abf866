// The pictures of docs/manual, made from the running demonstration park, in both languages.
//
// In: the program's path, perhaps words a picture's name has. Out: small PNG files, one for
// each picture and language.

import { mkdirSync } from "node:fs";
import { browser, demo, page, signIn } from "./house.mjs";
import { choose, workbook } from "./tools.mjs";

const OUT = new URL("../docs/manual/pictures/", import.meta.url).pathname;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const sheet = (name, rows) => ({ name, mimeType: XLSX, buffer: workbook(rows, "借用登记") });
const send = (tab, css) => Promise.all([tab.waitForNavigation(), tab.click(css)]);
const words = (zh, en) => ({ zh, en });
const HELD = "over=records&kind=activities&c.how=all&c.1.on=status&c.1.test=is&c.1.value=completed&fold=sum&path=headcount&unit=人次&en=Heads registered&zh=登记人次";

/** The return whose name has these words, from the calendar. */
const returned = async (tab, name) => {
  const href = await tab.evaluate((words) => [...document.querySelectorAll("main a")].find((a) => a.textContent.includes(words)).getAttribute("href"), name);
  await tab.goto(new URL(href, tab.url()).href);
};

/** What is seen: where to go, what to do there, and from which part on the picture is taken. */
const PICTURES = {
  define: { path: `/figures/define?${HELD}`, width: 760, height: 760 },
  "figure-compared": { path: "/figures/all_activities?period=2025-09&compare=yes", width: 760, height: 640 },
  "report-text": { path: "/texts/annual?figure=theme_day_activities&period=2025", width: 760, height: 700 },
  ledger: {
    path: "/settings/ledgers", width: 760, height: 640, from: "fieldset.conds",
    async act(tab) {
      const rows = [["编号", "借出日期", "房间", "人数"]];
      for (let n = 1; n < 7; n += 1) rows.push([`JY-0${n}`, `2025-07-0${n}`, n % 2 ? "大厅" : "议事厅", n * 3]);
      await tab.setInputFiles("[name=file]", sheet("借用.xlsx", rows));
      await send(tab, "form#sheet button.main");
    },
  },
  moves: {
    path: "/records/activities?period=2025&status=completed", width: 760, height: 620, from: "#moves",
    async act(tab, lang) {
      await tab.click("table.list tbody th a");
      await tab.goto(`${tab.url()}/change`);
      await choose(tab, "status", words("取消", "Cancelled")[lang]);
      await tab.waitForSelector("#moves:not([hidden]) li");
    },
  },
  made: { path: "/figures/declared_rate?period=2025", width: 760, height: 640 },
  explain: { path: "/explain?a=all_activities&ap=2025H1&b=all_activities&bp=2025H2", width: 760, height: 720 },
  "explain-list": {
    path: "/explain/list?figure=all_activities&period=2025-09", width: 760, height: 720,
    async act(tab) {
      await tab.setInputFiles("[name=list]", sheet("街道名单.xlsx", [["活动名称", "日期"], ["小小议事员开会了", "2025-09-12"], ["中秋邻里长桌宴", "2025-09-24"], ["没办过的活动", "2025-09-30"]]));
      await send(tab, "button.main");
    },
  },
  "returns-calendar": { path: "/returns", width: 760, height: 700 },
  "returns-words": {
    path: "/returns", width: 760, height: 760, from: "form#words",
    async act(tab, lang) {
      await returned(tab, words("11月工作台账", "2026年11月月度")[lang]);
      await send(tab, "form[action$='/draft'] button");
      if (lang === "en") await returned(await (await tab.goto(new URL("/returns", tab.url()).href), tab), "11月工作台账");
      await tab.fill("[name='own.0']", words("雨天多，两场活动改期到下月。", "Rain: two activities were moved to next month.")[lang]);
      await tab.fill("[name='own.1']", words("补办两场，再走访三个社区。", "Hold them, and visit three communities.")[lang]);
    },
  },
  "returns-check": {
    path: "/returns", width: 760, height: 720, from: "form#confirm",
    async act(tab, lang) {
      await returned(tab, words("2026年9月月度", "2026年10月月度")[lang]);
      await send(tab, "form[action$='/draft'] button");
      await send(tab, "form[action$='/check'] button");
    },
  },
  "give-out": {
    path: "/give-out", width: 760, height: 720,
    async act(tab) {
      await tab.fill("[name=notice]", "请各单位下午3点前报1—10月活动场次、参与人次，交街道平安办");
      await send(tab, "form#give button.main");
    },
  },
};

mkdirSync(OUT, { recursive: true });
const house = await demo(process.argv[2]);
const driver = await browser();
const only = process.argv[3] ?? "";
for (const [lang, locale] of [["zh", "zh-CN"], ["en", "en"]]) {
  for (const [name, one] of Object.entries(PICTURES)) {
    if (!name.includes(only)) continue;
    const { tab, close } = await page(driver, { width: one.width, height: one.height, lang: locale });
    await signIn(tab, house.address, house.accounts.manager);
    await tab.goto(house.address + one.path);
    await one.act?.(tab, lang);
    if (one.from) await tab.$eval(one.from, (part) => part.scrollIntoView({ block: "center" }));
    await tab.screenshot({ path: `${OUT}${name}.${lang}.png` });
    await close();
  }
}
await driver.close();
await house.end();
