// What the stories share: looking at a page, filling a form, going by keyboard alone, making a
// sheet as somebody would send it.
//
// In: a page under way. Out: nothing, or the first thing that is wrong with it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };

/** No axe rule fails on the page as it stands, once everything on it has come to rest (half-faded words have half their contrast). */
export async function clean(tab) {
  await tab.evaluate(() => Promise.allSettled(document.getAnimations().map((moving) => moving.finished)));
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }));
  const told = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
  assert.deepEqual(told, [], `axe on ${tab.url()}`);
}

/** Nothing on the page is wider than the window. */
export async function fits(tab) {
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${tab.url()} is ${over} px too wide`);
}

/** Nothing fails on the page, and it is not too wide. */
export async function sound(tab) {
  await clean(tab);
  await fits(tab);
}

/** Presses the page's one thing to do. */
export async function save(tab) {
  await Promise.all([tab.waitForNavigation(), tab.click("button:has-text('保存')")]);
}

/** Gives a field a word, whether it is typed, picked from a list or ticked. */
export async function choose(tab, name, word) {
  const field = tab.locator(`[name="${name}"]`).first();
  const tag = await field.evaluate((it) => `${it.tagName} ${it.type}`);
  if (tag.startsWith("SELECT")) await field.selectOption({ label: word });
  else if (tag === "INPUT radio") await tab.getByLabel(word, { exact: true }).check();
  else await field.fill(word);
}

/** The words of the page. */
export const said = (tab) => tab.textContent("main");

/** Goes to something with the Tab key, as who has no mouse does. */
export async function reach(tab, selector) {
  for (let presses = 0; presses < 250; presses += 1) {
    if (await tab.evaluate((css) => Boolean(document.activeElement?.matches(css)), selector)) return;
    await tab.keyboard.press("Tab");
  }
  assert.fail(`the Tab key never comes to ${selector} on ${tab.url()}`);
}

/** Goes there and presses Enter; the next page is waited for. */
export async function enter(tab, selector) {
  await reach(tab, selector);
  await Promise.all([tab.waitForNavigation(), tab.keyboard.press("Enter")]);
}

/** Goes to a field and types over what stands in it. */
export async function type(tab, name, word) {
  await reach(tab, `[name="${name}"]`);
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type(word);
}

/** Goes to a list and steps down (or up) to a choice; the page may be drawn again on the way. */
export async function pick(tab, name, word) {
  const css = `select[name="${name}"]`;
  await reach(tab, css);
  const [from, to] = await tab.$eval(css, (list, label) => [list.selectedIndex, [...list.options].findIndex((o) => o.label === label)], word);
  assert.ok(to >= 0, `${word} is not to be chosen of ${name}`);
  for (let step = from; step !== to; step += Math.sign(to - from)) await tab.keyboard.press(to > from ? "ArrowDown" : "ArrowUp");
  assert.equal(await tab.$eval(css, (list) => list.selectedOptions[0].label), word);
}

/** A small workbook with one sheet, as a spreadsheet program writes it: rows of texts, numbers, or {formula, value}. */
export function workbook(rows, sheet = "Sheet1") {
  const text = (word) => String(word).replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
  const letter = (n) => (n >= 26 ? letter(Math.floor(n / 26) - 1) : "") + String.fromCharCode(65 + (n % 26));
  const cell = (value, at) => {
    if (value === "" || value === null) return "";
    if (typeof value === "number") return `<c r="${at}"><v>${value}</v></c>`;
    if (value.formula) return `<c r="${at}"${typeof value.value === "number" ? "" : ' t="str"'}><f>${text(value.formula)}</f><v>${text(value.value)}</v></c>`;
    return `<c r="${at}" t="inlineStr"><is><t>${text(value)}</t></is></c>`;
  };
  const lines = rows.map((row, n) => `<row r="${n + 1}">${row.map((value, c) => cell(value, `${letter(c)}${n + 1}`)).join("")}</row>`);
  const xml = '<?xml version="1.0" encoding="UTF-8"?>';
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const pack = "http://schemas.openxmlformats.org/package/2006";
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return zipped({
    "[Content_Types].xml": `${xml}<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    "_rels/.rels": `${xml}<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${xml}<workbook xmlns="${main}" xmlns:r="${rels}"><sheets><sheet name="${text(sheet)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${xml}<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `${xml}<worksheet xmlns="${main}"><sheetData>${lines.join("")}</sheetData></worksheet>`,
  });
}

/** A ZIP file of texts, stored as they are. */
function zipped(files) {
  const parts = [], index = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const [title, body] = [Buffer.from(name), Buffer.from(content)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x0800, 2);
    head.writeUInt32LE(crc32(body), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    index.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, place, title]));
    parts.push(Buffer.from("PK\x03\x04", "latin1"), head, title, body);
    offset += 4 + head.length + title.length + body.length;
  }
  const listed = Buffer.concat(index);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(index.length, 8);
  end.writeUInt16LE(index.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
