// What leaves the house: a number asked for by message, a return from its draft to its archive.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, choose, clean, fits, save } from "../tools.mjs";

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
  "a return goes from its draft to a correction, in both roles": async ({ open, address, accounts }) => {
    const desk = await open(DESK);
    const press = async (tab, words) => {
      await Promise.all([tab.waitForNavigation(), tab.click(`button:has-text('${words}')`)]);
      await clean(tab);
      await fits(tab);
    };
    await signIn(desk, address, accounts.manager);
    await desk.goto(`${address}/returns`);
    await clean(desk);
    await desk.click("main a:has-text('9月月度服务资料')");
    await desk.waitForURL(/\/returns\/\d+$/);
    const at = new URL(desk.url()).pathname;
    await press(desk, "开始拟稿");
    await press(desk, "送审");
    assert.equal(await desk.locator("form#sign").count(), 0, "nothing is signed unconfirmed");
    await press(desk, "全部核定");
    // By keyboard from here to the archive.
    await desk.focus("form#sign button");
    await Promise.all([desk.waitForNavigation(), desk.keyboard.press("Enter")]);
    assert.match(await desk.textContent("main"), /已签发/);
    await desk.focus("form#hand-in button");
    await Promise.all([desk.waitForNavigation(), desk.keyboard.press("Enter")]);
    assert.match(await desk.textContent("main"), /逾期补报/);
    await clean(desk);
    const phone = await open(PHONE);
    await signIn(phone, address, accounts.street_office);
    await phone.goto(address + at);
    await clean(phone);
    await fits(phone);
    await phone.fill("[name=remark]", "少了一场活动");
    await press(phone, "退回");
    assert.match(await phone.textContent("main"), /退回/);
    // What came late is recorded; the archive stays, and tells beside it what changed.
    await desk.goto(`${address}/records/activities/new`);
    await desk.fill("[name=on]", "2026-09-28");
    await desk.fill("[name=name]", "补录的一场");
    await choose(desk, "category", "培训");
    await choose(desk, "own_role", "主办");
    await choose(desk, "status", "已完成");
    await save(desk);
    assert.match(new URL(desk.url()).pathname, /^\/records\/activities\/\d+$/, await desk.textContent("main"));
    await desk.goto(address + at);
    await clean(desk);
    const archive = await desk.textContent("main");
    assert.match(archive, /更正说明/);
    assert.match(archive, /6个 → 7个/, archive);
    await press(desk, "更正报送");
    const corrected = await desk.textContent("main");
    assert.match(corrected, /7个/);
    assert.match(corrected, /的是6个/, "what went out before stands beside it");
  },
};
