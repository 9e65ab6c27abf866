// A figure in a manager's hands: made by the form, put into the annual report, opened from it.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, choose, clean, enter, fits, pick, reach, said, sound, type } from "../tools.mjs";

/** The page comes to say this. */
async function stands(tab, words) {
  await tab.waitForFunction((says) => new RegExp(says, "s").test(document.querySelector("main").textContent), words);
}

export default {
  "a figure is made by keyboard alone, put into the annual report and opened from its text": async ({ open, address, accounts }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/figures?period=2025`);
    await enter(tab, "main a[href='/figures/define']");
    await sound(tab);
    await pick(tab, "kind", "活动");
    await tab.waitForSelector("[name=fold]");
    await reach(tab, "button[value='add:c']");
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
    await pick(tab, "c.1.on", "状态");
    await tab.waitForSelector("[name='c.1.test']");
    await pick(tab, "c.1.test", "是");
    await tab.waitForSelector("[name='c.1.value'][value=completed]");
    await reach(tab, "[name='c.1.value'][value=completed]");
    await tab.keyboard.press("Space");
    await pick(tab, "fold", "合计");
    await tab.waitForSelector("[name=path]");
    await pick(tab, "path", "参与人次（登记）");
    await type(tab, "unit", "人次");
    await type(tab, "zh", "登记来了多少");
    await type(tab, "en", "Heads by hand");
    await reach(tab, "[name=owner]");
    await tab.keyboard.press("ArrowDown");
    // Its value and its sentence in both languages stand beside it as it goes.
    await stands(tab, "\\d+\\s*人次.*状态为已完成.*The sum of");
    await sound(tab);
    await enter(tab, "button[value=save]");
    assert.equal(new URL(tab.url()).pathname, "/figures/heads_by_hand", await said(tab));
    await sound(tab);
    await enter(tab, "main a[href*='/texts/annual?figure=']");
    assert.match(await tab.inputValue("[name=sentence]"), /^登记来了多少\{heads_by_hand\}。$/);
    await sound(tab);
    await enter(tab, "form#put button.main");
    assert.match(await tab.inputValue("[name=body]"), /登记来了多少\{heads_by_hand\}。/);
    await tab.goto(`${address}/reports/2025`);
    assert.match(await tab.textContent("article.report"), /登记来了多少\d+人次。/);
    await sound(tab);
    await opens(tab, "a.fig[href*='heads_by_hand']");
    assert.match(await tab.textContent("#drawer"), /登记来了多少/);
    await clean(tab);
    await tab.keyboard.press("Escape");
    await tab.waitForSelector("#drawer", { state: "detached" });
  },
  "what is typed while the form is drawn again stays, and choices made in haste all count": async ({ open, address, accounts }) => {
    const tab = await open(DESK);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/figures/define?over=records&kind=activities&fold=count&zh=x`);
    await tab.route("**/figures/define", async (route) => { await new Promise((later) => setTimeout(later, 400)); await route.continue(); });
    await tab.focus("[name=basis]");
    await tab.keyboard.press("ArrowDown");
    await tab.keyboard.press("ArrowDown");
    const chosen = await tab.inputValue("[name=basis]");
    await tab.click("[name=unit]");
    const old = await tab.$("[name=unit]");
    await tab.keyboard.type("盆花", { delay: 120 });
    await tab.waitForFunction((field) => !document.contains(field), old);
    assert.equal(await tab.inputValue("[name=unit]"), "盆花");
    assert.equal(await tab.inputValue("[name=basis]"), chosen);
    assert.equal(await tab.evaluate(() => document.activeElement.name), "unit", "the hands stay where they are");
  },
  "a figure is made on a phone without scripts, and what is missing is said": async ({ open, address, accounts }) => {
    const tab = await open({ ...PHONE, scripts: false });
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/figures/define?over=records&kind=activities&fold=count&unit=次`);
    const send = (value) => Promise.all([tab.waitForNavigation(), tab.click(`button[value='${value}']`)]);
    await send("add:c");
    await choose(tab, "c.1.on", "状态");
    await send("save");
    assert.match(await said(tab), /还有 \d+ 处要改/);
    assert.equal(await tab.inputValue("[name=unit]"), "次", "nothing typed is lost");
    await fits(tab);
    await send("drop:c.1");
    await choose(tab, "zh", "办了几次");
    await choose(tab, "en", "Held by thumb");
    await send("save");
    assert.equal(new URL(tab.url()).pathname, "/figures/held_by_thumb", await said(tab));
    await fits(tab);
    await tab.click("main a[href='/figures/held_by_thumb/define']");
    await choose(tab, "unit", "趟");
    await send("save");
    await tab.click("main a[href='/figures/held_by_thumb/versions']");
    assert.match(await said(tab), /第 2 版/);
    await fits(tab);
  },
  "a line of the report's text that cannot be read is said, and the text stays": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    await tab.goto(`${address}/texts/annual`);
    await sound(tab);
    await tab.fill("[name=body]", "# 开头\n今年很忙：{all_activities。");
    await Promise.all([tab.waitForNavigation(), tab.click("button:has-text('保存文稿')")]);
    assert.match(await said(tab), /还有 1 处要改/);
    assert.match(await tab.inputValue("[name=body]"), /今年很忙/);
    await sound(tab);
    await tab.fill("[name=body]", "# 开头\n今年很忙：{no_such_figure}。");
    await Promise.all([tab.waitForNavigation(), tab.click("button[name=see]")]);
    assert.match(await said(tab), /没有这个口径|no_such_figure/);
    await sound(tab);
    await tab.goto(`${address}/reports/2025`);
    assert.ok(!(await said(tab)).includes("今年很忙"), "looking saves nothing");
  },
};

/** Goes to a figure and opens its drawer with Enter. */
async function opens(tab, selector) {
  await reach(tab, selector);
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("#drawer");
}
