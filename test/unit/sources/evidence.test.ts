import { expect, test } from "vitest";
import { linkedHosts } from "../../../src/sources/html/linked-hosts.ts";
import { parseTrustTxt } from "../../../src/sources/trust-txt.ts";

test.each([
  ["", undefined],
  ["<!doctype html><a href=x>", undefined],
  ["# only a comment", undefined],
  ["contact=x", { member: [], belongto: [] }],
  ["\uFEFFmember=https://www.paper.example/", { member: ["www.paper.example"], belongto: [] }],
  [
    "MEMBER = paper.example\r\nbelongto=http://Club.example/x?y # since 2019",
    { member: ["paper.example"], belongto: ["club.example"] },
  ],
  ["#member=https://paper.example\nbelongto=not a host", { member: [], belongto: [] }],
])("trust.txt %j", (text, expected) => {
  const read = parseTrustTxt(text);
  expect(read && { member: [...read.member], belongto: [...read.belongto] }).toEqual(expected);
});

test.each([
  ["<a href=https://paper.example>x</a>", ["paper.example"]],
  ['<A class="b"HREF="https://paper.example/?a=1&amp;b">x', ["paper.example"]],
  ["<area href='//paper.example'>", ["paper.example"]],
  ['<a title="> href=https://other.example" href="https://paper.example">', ["paper.example"]],
  ['<a href="/own">', ["guild.example"]],
  ["<!-- <a href=https://paper.example> --><p>https://paper.example", []],
  ["<script>'<a href=https://paper.example>'</script><a href=https://b.example>", ["b.example"]],
  ["<template><a href=https://paper.example></template>", []],
  ['<a data-href="https://paper.example">', []],
  ['<a href="https://paper.example" rel="nofollow UGC">', []],
  ['<link href="https://paper.example"><abbr href="https://paper.example">', []],
  ['<a href="mailto:x@paper.example"><a href="https://">', []],
  ['<a href="https://paper.exam', []],
])("links of %s", (page, hosts) => {
  expect([...linkedHosts(page, "https://guild.example/members")]).toEqual(hosts);
});
