import { expect, it } from "vitest";
import { columns, printable, shorten, toWidth, wrap } from "./text.ts";

it("counts columns as a terminal does", () => {
  expect(columns("수집기")).toBe(6);
  expect(columns("👩‍👩‍👧 ok")).toBe(5);
  expect(columns("é")).toBe(1);
});

it("cuts between characters, also wide ones", () => {
  expect(shorten("수집기_1", 8, "…")).toBe("수집기_1");
  expect(shorten("수집기_1", 7, "…")).toBe("수집기…");
  expect(shorten("수집기_1", 6, "…")).toBe("수집…");
  expect(shorten("a👩‍👩‍👧bc", 4, "…")).toBe("a👩‍👩‍👧…");
});

it("fills up to the width", () => {
  expect(toWidth("수집기", 8, "…")).toBe("수집기  ");
  expect(columns(toWidth("수집기_수집기", 8, "…"))).toBe(8);
});

it("breaks at blanks and keeps long words", () => {
  expect(wrap("one two three four", 9)).toEqual(["one two", "  three", "  four"]);
  expect(wrap("한국어 문장은 두 칸", 12)).toEqual(["한국어", "  문장은 두", "  칸"]);
  expect(wrap("incomprehensible", 5)).toEqual(["incomprehensible"]);
});

it("writes control and direction characters out", () => {
  expect(printable("a\nb\tc\u001b[31m\u202e\ud800")).toBe("a\\nb\\tc\\u001b[31m\\u202e\ufffd");
  expect(printable("안녕 👋🏽")).toBe("안녕 👋🏽");
});
