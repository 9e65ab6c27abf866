// The screenshots of docs/screens, made from the running demonstration park.
//
// In: the program's path. Out: PNG files, one for each page, size, language and theme listed.

import { mkdirSync } from "node:fs";
import { browser, demo, page, signIn } from "./house.mjs";

const OUT = new URL("../docs/screens/", import.meta.url).pathname;
const SIZES = [[390, 844], [1280, 800]];
const PAGES = [
  { name: "site", path: "/" },
  { name: "article", path: "/articles/one-lift-four-meetings", fallback: "/articles" },
  { name: "articles", path: "/articles" },
  { name: "places", path: "/places" },
  { name: "contact", path: "/contact" },
  { name: "park-words", path: "/settings/park", as: "manager" },
  { name: "sign-in", path: "/sign-in" },
  { name: "today", path: "/today", as: "staff" },
  { name: "care-today", path: "/today", as: "counsellor" },
  { name: "ledgers", path: "/ledgers", as: "manager" },
  { name: "activities", path: "/records/activities", as: "manager" },
  { name: "attendance", path: "/records/attendance", as: "manager" },
  { name: "visit-form", path: "/records/visits/new", as: "staff" },
  { name: "figures", path: "/figures?period=2025", as: "manager" },
  { name: "figure", path: "/figures/all_activities?period=2025", as: "manager" },
  { name: "report", path: "/reports/2025", as: "manager" },
  { name: "report-drawer", path: "/reports/2025", as: "manager", click: "article.report .fig" },
  { name: "returns", path: "/returns", as: "manager" },
  { name: "give-out", path: "/give-out?figure=all_activities&figure=all_participations&period=2026-10", as: "manager" },
  { name: "links", path: "/returns/links", as: "manager" },
  { name: "import", path: "/import", as: "manager" },
];
const READINGS = [
  { tag: "zh", lang: "zh-CN" },
  { tag: "en", lang: "en" },
  { tag: "zh-dark", lang: "zh-CN", dark: true },
  { tag: "zh-large", lang: "zh-CN", large: true },
];

mkdirSync(OUT, { recursive: true });
const house = await demo(process.argv[2]);
const driver = await browser();
const only = process.argv[3];
for (const reading of READINGS) {
  for (const [width, height] of SIZES) {
    for (const one of PAGES) {
      const name = `${one.name}-${width}-${reading.tag}`;
      if (only && !name.match(only)) continue;
      const { tab, close } = await page(driver, { width, height, lang: reading.lang, dark: reading.dark });
      if (reading.large) await tab.context().addCookies([{ name: "view", value: "large", url: house.address }]);
      if (one.as) await signIn(tab, house.address, house.accounts[one.as]);
      const answer = await tab.goto(house.address + one.path);
      if (!answer.ok() && one.fallback) await tab.goto(house.address + one.fallback);
      if (one.click) {
        await tab.click(one.click);
        await tab.waitForSelector("#drawer");
      }
      await tab.screenshot({ path: `${OUT}${name}.png` });
      await close();
    }
  }
}
await driver.close();
await house.end();
