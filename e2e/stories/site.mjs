// What visitors read, and what staff and managers put there.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, clean, fits, save } from "../tools.mjs";

export default {
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
  "the keyboard reaches the text first": async ({ open, address }) => {
    const tab = await open(DESK);
    await tab.goto(address);
    await tab.keyboard.press("Tab");
    const first = await tab.evaluate(() => document.activeElement.getAttribute("href"));
    assert.equal(first, "#main");
  },
};
