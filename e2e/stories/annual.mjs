// The annual report of the running year: signed, handed in, on the public site, and what a later
// change does to none of them.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, choose, save, said, sound } from "../tools.mjs";

/** Presses a button and looks at what comes. */
async function press(tab, button) {
  await Promise.all([tab.waitForNavigation(), tab.click(button)]);
  await sound(tab);
}

export default {
  "the annual report is signed, handed in and published, and none of it changes by itself": async ({ open, address, accounts }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/records/returns?category=annual&state=due`);
    const desk = address + (await tab.getAttribute("table.list tbody th a", "href")).replace("/records/", "/");
    await tab.goto(desk);
    const year = (await tab.textContent("article.report h1")).match(/\d{4}/)[0];
    for (const step of ["form[action$='/draft']", "form[action$='/check']", "form#confirm", "form#sign", "form#hand-in"]) await press(tab, `${step} button`);
    const signed = await tab.innerText("article.report");
    assert.match(signed, /已报 · /);
    const [, held] = signed.match(/全年开展活动(\d+)个/);
    await tab.goto(`${address}/reports/${year}/publish`);
    await sound(tab);
    assert.match(await said(tab), /发布的是签发稿，里面的数字从此报给了公众/);
    await press(tab, "main form button.main");
    const visitor = await open(PHONE);
    await visitor.goto(`${address}/articles`);
    await visitor.click(`main a:has-text('${year}年度工作报告')`);
    await visitor.waitForURL(/\/articles\/[^/]+$/);
    await sound(visitor);
    const article = await said(visitor);
    assert.match(article, new RegExp(`全年开展活动${held}个`));
    // An activity is cancelled afterwards.
    await tab.goto(`${address}/records/activities?period=${year}-04&status=completed`);
    await tab.click("table.list tbody th a");
    await tab.goto(`${tab.url()}/change`);
    await choose(tab, "status", "取消");
    await save(tab);
    await tab.goto(desk);
    await sound(tab);
    assert.equal(await tab.innerText("article.report"), signed);
    assert.match(await tab.innerText(".annex"), new RegExp(`${held}个 → ${held - 1}个`));
    await visitor.reload();
    assert.equal(await said(visitor), article, "an article never changes by itself");
  },
};
