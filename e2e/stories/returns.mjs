// What leaves the house: a number asked for by message, a return from its draft to its archive.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, clean, fits } from "../tools.mjs";

export default {
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
};
