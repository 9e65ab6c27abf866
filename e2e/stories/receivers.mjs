// What an office does with what it receives, and what a period says in its own words.

import assert from "node:assert/strict";
import { signIn } from "../house.mjs";
import { DESK, PHONE, said, sound, type } from "../tools.mjs";

/** Presses a button that sends a form; the page after it is sound. */
async function press(tab, words) {
  await Promise.all([tab.waitForNavigation(), tab.click(`button:has-text('${words}')`)]);
  await sound(tab);
}

/** The address of a return by its name, as the calendar has it. */
async function returned(tab, address, name) {
  await tab.goto(`${address}/returns`);
  const links = await tab.evaluate(() => [...document.querySelectorAll("main a")].map((a) => [a.textContent, a.getAttribute("href")]));
  const found = links.find(([words, href]) => words.includes(name) && /^\/returns\/\d+$/.test(href));
  assert.ok(found, `${name} in ${links.map(([words]) => words).join(" | ")}`);
  return found[1];
}

export default {
  "an office comes in by a link on its phone, asks, sends back and prints; nobody comes after it": async ({ open, address, accounts }) => {
    const desk = await open(DESK);
    await signIn(desk, address, accounts.manager);
    const late = await returned(desk, address, "10月月度服务资料");
    await desk.goto(`${address}/returns/links`);
    await sound(desk);
    const office = await desk.evaluate(() => [...document.querySelectorAll("[name=account] option")].find((o) => o.textContent.includes("街道办"))?.value);
    if (office) await desk.selectOption("[name=account]", office);
    await press(desk, "给一个链接");
    const link = (await desk.content()).match(/\/receive\/[\w-]+/)?.[0];
    assert.ok(link, "the link is shown this once");

    const phone = await open(PHONE);
    await phone.goto(address + link);
    await sound(phone);
    assert.ok(!(await said(phone)).includes("服务资料"), "a chat's preview tells nothing");
    await Promise.all([phone.waitForNavigation(), phone.click("main form button")]);
    assert.equal(new URL(phone.url()).pathname, "/returns");
    await sound(phone);
    assert.match(await said(phone), /过了截止日，还没报/);
    await phone.goto(address + late);
    await sound(phone);
    assert.match(await said(phone), /还没有报送/);
    await press(phone, "催报");
    assert.match(await said(phone), /催/);

    // The park hands it in; the office reads it, prints it and sends it back.
    await desk.goto(address + late);
    assert.match(await said(desk), /催/, "whoever drafts it sees that it was asked for");
    await press(desk, "开始拟稿");
    await press(desk, "送审");
    await press(desk, "全部核定");
    await Promise.all([desk.waitForNavigation(), desk.click("form#sign button")]);
    await Promise.all([desk.waitForNavigation(), desk.click("form#hand-in button")]);
    await phone.goto(address + late);
    await sound(phone);
    assert.match(await said(phone), /共开展活动\d+个/);
    await phone.emulateMedia({ media: "print" });
    for (const [shown, selector] of [[true, ".sign-off"], [true, "article.report h1"], [false, "form#send-back"], [false, "header.bar"], [false, ".report .crumb"]]) {
      assert.equal(await phone.locator(selector).first().isVisible(), shown, `${selector} on paper`);
    }
    await phone.emulateMedia({ media: "screen" });
    await press(phone, "退回");
    assert.match(await said(phone), /必|填|写/, "a remark is asked for");
    await phone.fill("[name=remark]", "请补上研讨会");
    await press(phone, "退回");
    await desk.goto(address + late);
    assert.match(await said(desk), /退回/);

    const other = await open(PHONE);
    await other.goto(address + link);
    await sound(other);
    assert.match(await said(other), /打不开/);
    assert.match(await said(other), /新的链接/);
  },
  "by keyboard a ledger says its month in its own words, and nothing is signed while one is missing": async ({ open, address, accounts }) => {
    const desk = await open(DESK);
    await signIn(desk, address, accounts.manager);
    const at = await returned(desk, address, "11月工作台账");
    await desk.goto(address + at);
    await sound(desk);
    await press(desk, "开始拟稿");
    await type(desk, "own.0", "雨天改期两场。");
    await type(desk, "own.1", "下月补办，这个月办了{all_activities}。");
    await desk.focus("form#words button.main");
    await Promise.all([desk.waitForNavigation(), desk.keyboard.press("Enter")]);
    await sound(desk);
    const text = await desk.textContent("article.report");
    assert.match(text, /雨天改期两场。/);
    assert.match(text, /这个月办了2个/);
    // A place is emptied again: it stands in the way, and nothing else is lost.
    await desk.fill("[name='own.0']", "");
    await press(desk, "保存");
    await press(desk, "送审");
    await press(desk, "全部核定");
    await Promise.all([desk.waitForNavigation(), desk.click("form#sign button")]);
    await sound(desk);
    assert.match(await desk.textContent(".draft"), /存在问题/);
    await press(desk, "退回修改");
    assert.match(await desk.inputValue("[name='own.1']"), /下月补办/);
    await desk.fill("[name='own.0']", "雨天改期两场。");
    await press(desk, "保存");
    await press(desk, "送审");
    await Promise.all([desk.waitForNavigation(), desk.click("form#sign button")]);
    assert.match(await said(desk), /已签发/);
    await sound(desk);
    // The day it was due no longer moves once it is handed in.
    await Promise.all([desk.waitForNavigation(), desk.click("form#hand-in button")]);
    const record = at.replace("/returns/", "/records/returns/");
    await desk.goto(`${address}${record}/change`);
    await desk.fill("[name=due]", "2026-12-31");
    await desk.fill("[name=handler]", "换一个人");
    await press(desk, "保存");
    assert.match(await said(desk), /已经签发或报送/);
    assert.equal(await desk.inputValue("[name=handler]"), "换一个人");
  },
  "a notice that is not clear is asked about, never guessed": async ({ open, address, accounts }) => {
    const tab = await open(PHONE);
    await signIn(tab, address, accounts.manager);
    const paste = async (notice) => {
      await tab.goto(`${address}/give-out`);
      await tab.fill("[name=notice]", notice);
      await press(tab, "看数");
    };
    await paste("请各单位今天下班前报送信访件数和河长巡河次数");
    assert.match(await said(tab), /没有这个口径/);
    assert.equal(await tab.locator("form#give button.main").textContent(), "看数", "nothing is ready to leave");
    assert.match(await tab.inputValue("[name=notice]"), /河长/);
    await paste("请报上半年和第三季度的活动场次");
    assert.match(await said(tab), /不止一段时间，请选一段/);
    assert.equal(await tab.locator("[name=period]:checked").count(), 0, "neither is chosen for them");
    const spans = await tab.locator("[name=period]").evaluateAll((all) => all.map((it) => it.value));
    assert.deepEqual(spans, ["2026H1", "2026Q3"]);
    await tab.check("[name=period][value='2026H1']");
    await press(tab, "看数");
    assert.match(await said(tab), /上半年/);
    await paste("请报2026年活动场次，交街道平安办");
    assert.match(await said(tab), /数到\d+月\d+日/, "a year that is not over is said on its number");
    assert.match(await tab.inputValue("#give-reply"), /数到\d+月\d+日/);
  },
  "the year's self-assessment lists each indicator, is signed, and tells what changed since": async ({ open, address, accounts }) => {
    const desk = await open(DESK);
    await signIn(desk, address, accounts.manager);
    await desk.goto(`${address}/records/returns?category=self_assessment`);
    const href = await desk.evaluate(() => document.querySelector("main a[href^='/records/returns/9']")?.getAttribute("href"));
    const at = href.replace("/records", "");
    await desk.goto(address + at);
    await press(desk, "开始拟稿");
    const table = await desk.textContent("article.report table");
    for (const word of ["指标", "目标值", "已完成", "开展活动", "心理筛查"]) assert.ok(table.includes(word), `${word} in ${table}`);
    await desk.fill("[name='own.0']", "走访少了两次。");
    await press(desk, "保存");
    await press(desk, "送审");
    await press(desk, "全部核定");
    // Where another return gave out the same year's numbers before a change, each asks why.
    for (const why of await desk.locator("form#sign textarea").all()) await why.fill("其间有记录改过");
    await Promise.all([desk.waitForNavigation(), desk.click("form#sign button")]);
    assert.match(await said(desk), /已签发/);
    const signed = await desk.textContent("article.report");
    await desk.goto(`${address}/records/activities?status=completed`);
    await desk.click("main a[href^='/records/activities/9']");
    const name = (await desk.textContent("h1")).trim();
    await desk.goto(`${desk.url().split("?")[0]}/change`);
    const choose = desk.locator("[name=status]").first();
    if ((await choose.evaluate((it) => it.tagName)) === "SELECT") await choose.selectOption({ label: "取消" });
    else await desk.locator("[name=status][value=cancelled]").check();
    await desk.click("button[name=see]");
    await desk.waitForSelector("#moves");
    assert.match(await desk.textContent("#moves"), /已签发、未报送/);
    await Promise.all([desk.waitForNavigation(), desk.click("button.main:has-text('保存')")]);
    await desk.goto(address + at);
    await sound(desk);
    assert.equal((await desk.textContent("article.report")), signed, "what was signed stays");
    const changes = await desk.textContent(".annex");
    assert.match(changes, /(\d+)个 → (\d+)个/);
    const [, was, now] = changes.match(/(\d+)个 → (\d+)个/);
    assert.equal(Number(was) - Number(now), 1);
    assert.ok(changes.includes(name), `${name} in ${changes}`);
  },
};
